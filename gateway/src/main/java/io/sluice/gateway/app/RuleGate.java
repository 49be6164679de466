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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets nothing through while the rule behind it would not take it: AWS IoT Core acknowledges what
 * is published to a rule that is missing or disabled, and forgets it. After a start nothing is
 * known of the rule, and the gate is shut until it was looked at. Any thread.
 */
final class RuleGate implements Publisher {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Publisher behind;
    private final Ticker ticker;
    private volatile @Nullable Failure shutBecause;
    private volatile boolean known;

    /**
     * In front of a publisher.
     *
     * @param known whether the rule was looked at, and is good
     */
    RuleGate(Publisher behind, Ticker ticker, boolean known) {
        this.behind = behind;
        this.ticker = ticker;
        this.known = known;
    }

    /** Shuts the gate with the reason, or opens it with null. */
    void shut(@Nullable Failure because) {
        shutBecause = because;
        known = true;
    }

    /** The rule cannot be looked at: what was known of it counts, if anything was. */
    void unknown(Failure because) {
        if (!known) {
            shutBecause = because;
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
        while (!known || shutBecause != null) {
            if (ticker.nanos() - begun >= timeout.toNanos()) {
                return null;
            }
            ticker.sleep(LOOK_AGAIN);
        }
        return behind.publish(message, timeout);
    }

    @Override
    public @Nullable Failure problem() {
        Failure shut = shutBecause;
        return shut == null ? behind.problem() : shut;
    }
}
