/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.OutboundMessage;
import io.sluice.gateway.outlet.Publisher;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets nothing through while the rule behind it would not take it, and believes an acknowledgement
 * only when a later look has found the rule good: AWS IoT Core acknowledges what is published to a
 * rule that is missing or disabled, and forgets it. After a start nothing is known of the rule, and
 * the gate is shut until it was looked at. Any thread.
 */
final class RuleGate implements Publisher {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Publisher behind;
    private final Ticker ticker;
    private final Duration settleTime;
    private final @Nullable Unconfirmed unconfirmed;
    private volatile @Nullable Failure shutBecause;
    private volatile boolean known;

    /** Since when a rule that was bad is good again; the watching thread's own. */
    private @Nullable Long goodSince;

    /**
     * In front of a publisher.
     *
     * @param settleTime what a rule that was bad is given to be good everywhere
     * @param known whether the rule was looked at, and is good
     * @param unconfirmed where acknowledgements wait to be confirmed; null to believe them as they
     *     are
     */
    RuleGate(
            Publisher behind,
            Ticker ticker,
            Duration settleTime,
            boolean known,
            @Nullable Unconfirmed unconfirmed) {
        this.behind = behind;
        this.ticker = ticker;
        this.settleTime = settleTime;
        this.known = known;
        this.unconfirmed = unconfirmed;
    }

    /** The rule would take nothing: everything that is not confirmed is to be published again. */
    void bad(Failure because) {
        shutBecause = because;
        known = true;
        goodSince = null;
        if (unconfirmed != null) {
            unconfirmed.condemn(because);
        }
    }

    /**
     * The rule was found good.
     *
     * @param at when the look at it began, in nanoseconds of the ticker
     */
    void good(long at) {
        if (shutBecause != null && known) {
            Long since = goodSince;
            if (since == null) {
                goodSince = at;
                since = at;
            }
            if (at - since < settleTime.toNanos()) {
                return;
            }
        }
        shutBecause = null;
        known = true;
        if (unconfirmed != null) {
            unconfirmed.confirm(at);
        }
    }

    /** The rule cannot be looked at: what was known of it counts, if anything was. */
    void unknown(Failure because) {
        if (!known) {
            shutBecause = because;
        }
        if (unconfirmed != null) {
            unconfirmed.lookAgain();
        }
    }

    @Override
    public @Nullable Failure hopeless(String topic, OutboundMessage message) {
        return behind.hopeless(topic, message);
    }

    @Override
    public @Nullable CompletionStage<Verdict> publish(OutboundMessage message, Duration timeout)
            throws InterruptedException {
        long begun = ticker.nanos();
        Unconfirmed waiting = unconfirmed;
        // before each look at the gate: one that is shut right after it belongs to a later era
        long era = waiting == null ? 0 : waiting.era();
        while (!known || shutBecause != null) {
            if (ticker.nanos() - begun >= timeout.toNanos()) {
                return null;
            }
            ticker.sleep(LOOK_AGAIN);
            era = waiting == null ? 0 : waiting.era();
        }
        CompletionStage<Verdict> answer = behind.publish(message, timeout);
        return answer == null || waiting == null ? answer : confirmed(answer, waiting, era);
    }

    private static CompletionStage<Verdict> confirmed(
            CompletionStage<Verdict> answer, Unconfirmed waiting, long era) {
        CompletableFuture<Verdict> confirmed = new CompletableFuture<>();
        answer.whenComplete(
                (verdict, thrown) -> {
                    if (thrown != null) {
                        confirmed.completeExceptionally(thrown);
                    } else if (verdict.kind() == Verdict.Kind.DELIVERED) {
                        waiting.acknowledged(era, confirmed);
                    } else {
                        confirmed.complete(verdict);
                    }
                });
        return confirmed;
    }

    @Override
    public @Nullable Failure problem() {
        Failure shut = shutBecause;
        return shut == null ? behind.problem() : shut;
    }
}
