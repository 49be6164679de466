/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundMessage;
import io.sluice.gateway.outlet.Publisher;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.time.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a reading that AWS IoT Core has acknowledged is believed to have come to its rule. */
class RuleGateTest {

    private static final Failure DISABLED =
            new Failure(FailureKind.RULE_MISSING, "topic rule r is disabled");
    private static final Duration A_MOMENT = Duration.ofMillis(10);
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final ManualTicker ticker = new ManualTicker();
    private final Behind behind = new Behind();
    private int looksWanted;
    private final RuleGate gate =
            new RuleGate(
                    behind, ticker, SETTLE, true, new Unconfirmed(ticker, () -> looksWanted++));

    @Test
    void believesAnAcknowledgementWhenALookThatBeganLaterFindsTheRuleGood() throws Exception {
        // Given
        CompletableFuture<Verdict> verdict = publish();
        behind.acknowledge(0);
        long together = ticker.nanos();

        // When: a look at the same moment may have been answered before
        gate.good(together);
        assertThat(verdict).isNotDone();
        ticker.advance(A_MOMENT);
        gate.good(ticker.nanos());

        // Then
        assertThat(verdict).isCompletedWithValue(Verdict.DELIVERED);
    }

    @Test
    void asksForALookOnceUntilOneHasCome() throws Exception {
        // Given
        publish();
        publish();
        assertThat(looksWanted).isZero();

        // When
        behind.acknowledge(0);
        behind.acknowledge(1);

        // Then
        assertThat(looksWanted).isEqualTo(1);
        gate.good(ticker.nanos());
        assertThat(looksWanted).as("both still wait").isEqualTo(2);
        gate.unknown(new Failure(FailureKind.UNAVAILABLE, "HTTP 500"));
        assertThat(looksWanted).as("and again").isEqualTo(3);
        ticker.advance(A_MOMENT);
        gate.good(ticker.nanos());
        assertThat(looksWanted).as("nothing waits").isEqualTo(3);
    }

    @Test
    void publishesAgainWhatABadRuleMayHaveMissed() throws Exception {
        // Given one that is acknowledged before, and one after the look
        CompletableFuture<Verdict> before = publish();
        CompletableFuture<Verdict> after = publish();
        behind.acknowledge(0);

        // When
        gate.bad(DISABLED);
        behind.acknowledge(1);
        ticker.advance(A_MOMENT);
        gate.good(ticker.nanos());

        // Then
        assertThat(before).isCompletedWithValue(Verdict.retry(DISABLED));
        assertThat(after).isCompletedWithValue(Verdict.retry(DISABLED));
    }

    @Test
    void letsNothingThroughUntilTheRuleWasGoodForTheSettleTime() throws Exception {
        // Given
        gate.bad(DISABLED);
        assertThat(gate.publish(message(), A_MOMENT)).isNull();
        assertThat(gate.problem()).isEqualTo(DISABLED);

        // When
        gate.good(ticker.nanos());
        assertThat(gate.publish(message(), A_MOMENT)).isNull();
        ticker.advance(SETTLE);
        gate.good(ticker.nanos());

        // Then
        publish();
        assertThat(gate.problem()).isNull();
    }

    @Test
    void isShutAfterAStartUntilTheRuleWasLookedAt() throws Exception {
        // Given
        RuleGate fresh = new RuleGate(behind, ticker, SETTLE, false, null);
        assertThat(fresh.publish(message(), A_MOMENT)).isNull();

        // When
        fresh.good(ticker.nanos());

        // Then
        assertThat(fresh.publish(message(), A_MOMENT)).isNotNull();
    }

    @Test
    void handsOnWhatWasRefused() throws Exception {
        // Given
        CompletableFuture<Verdict> verdict = publish();
        Verdict refused = Verdict.retry(new Failure(FailureKind.TIMEOUT, "no answer"));

        // When
        behind.answers.get(0).complete(refused);

        // Then
        assertThat(verdict).isCompletedWithValue(refused);
        assertThat(looksWanted).isZero();
    }

    private CompletableFuture<Verdict> publish() throws InterruptedException {
        return requireNonNull(gate.publish(message(), A_MOMENT)).toCompletableFuture();
    }

    private static OutboundMessage message() {
        return new OutboundMessage("$aws/rules/r/t", Payload.ofUtf8("{}"), MessageProperties.NONE);
    }

    /** AWS IoT Core, which answers when it is told to. */
    private static final class Behind implements Publisher {

        private final List<CompletableFuture<Verdict>> answers = new ArrayList<>();

        void acknowledge(int number) {
            answers.get(number).complete(Verdict.DELIVERED);
        }

        @Override
        public @Nullable Failure hopeless(String topic, OutboundMessage message) {
            return null;
        }

        @Override
        public CompletionStage<Verdict> publish(OutboundMessage message, Duration timeout) {
            CompletableFuture<Verdict> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }

        @Override
        public @Nullable Failure problem() {
            return null;
        }
    }
}
