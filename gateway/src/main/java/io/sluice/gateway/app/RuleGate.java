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
 * is published to a rule that is missing or disabled, and forgets it. Any thread.
 */
final class RuleGate implements Publisher {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Publisher behind;
    private final Ticker ticker;
    private volatile @Nullable Failure shutBecause;

    RuleGate(Publisher behind, Ticker ticker) {
        this.behind = behind;
        this.ticker = ticker;
    }

    /** Shuts the gate with the reason, or opens it with null. */
    void shut(@Nullable Failure because) {
        shutBecause = because;
    }

    @Override
    public @Nullable Failure hopeless(String topic, OutboundMessage message) {
        return behind.hopeless(topic, message);
    }

    @Override
    public @Nullable CompletionStage<Verdict> publish(OutboundMessage message, Duration timeout)
            throws InterruptedException {
        long begun = ticker.nanos();
        while (shutBecause != null) {
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
