/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static io.sluice.gateway.forward.Readings.LANE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.time.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaneHealthTest {

    private static final Failure AWAY = new Failure(FailureKind.UNAVAILABLE, "refused");
    private static final Failure MISSING = new Failure(FailureKind.STREAM_MISSING, "not found");
    private static final Failure FULL = new Failure(FailureKind.UNKNOWN, "full");

    private final RecordedLaneEvents events = new RecordedLaneEvents();
    private final ManualTicker ticker = new ManualTicker();
    private final LaneHealth health = new LaneHealth(LANE, events, ticker);

    private LaneStatus status() {
        return new LaneStatus(
                LANE.route(),
                LANE.stream(),
                health.state(),
                health.failure(),
                health.failingFor(),
                0,
                0,
                null);
    }

    @Test
    void isBlockedWhileAReadingCannotBeReadAgainWhateverItsReaderCanRead() {
        // Given
        health.cannotReadAgain(FULL);

        // When
        health.spoolReads();

        // Then
        assertThat(health.state()).isEqualTo("blocked");
        health.readsAgain();
        assertThat(health.state()).isEqualTo("flowing");
        assertThat(events.told()).containsExactly("blocked unknown", "unblocked");
    }

    @Test
    void flowsAtFirst() {
        assertThat(health.state()).isEqualTo("flowing");
        assertThat(status().problem()).isEmpty();
    }

    @Test
    void isPatientWithAStreamThatTakesNothingForAMoment() {
        // Given
        health.failed(AWAY);

        // When
        ticker.advance(LaneStatus.PATIENCE.minusMillis(1));

        // Then
        assertThat(health.state()).isEqualTo("retrying");
        assertThat(status().problem()).isEmpty();
        assertThat(events.told()).isEmpty();
    }

    @Test
    void isAProblemOnceTheStreamHasTakenNothingForThirtySeconds() {
        // Given
        health.failed(AWAY);
        ticker.advance(Duration.ofSeconds(29));
        health.failed(AWAY);

        // When
        ticker.advance(Duration.ofSeconds(2));

        // Then
        assertThat(status().problem())
                .contains(
                        "route telemetry to stream telemetry-stream has delivered nothing for 31 s:"
                                + " refused");
    }

    @Test
    void countsAnewAfterTheStreamTookSomething() {
        // Given
        health.failed(AWAY);
        ticker.advance(Duration.ofSeconds(29));
        health.answered();
        assertThat(health.failingFor()).isZero();
        health.failed(AWAY);

        // When
        ticker.advance(Duration.ofSeconds(29));

        // Then
        assertThat(status().problem()).isEmpty();
    }

    @Test
    void isBlockedAtOnceWhereAnOperatorMustAct() {
        // When
        health.failed(MISSING);
        health.failed(MISSING);

        // Then
        assertThat(status().problem()).get().asString().endsWith("is blocked: not found");
        assertThat(events.told()).containsExactly("blocked stream-missing");
    }

    @Test
    void isNoLongerBlockedWhenTheStreamIsThereButThrottles() {
        // Given
        health.failed(MISSING);

        // When
        health.failed(AWAY);

        // Then
        assertThat(health.state()).isEqualTo("retrying");
        assertThat(events.told()).containsExactly("blocked stream-missing", "unblocked");
    }

    @Test
    void staysBlockedByQuarantineWhileTheStreamTakesOthers() {
        // Given
        health.quarantineRefuses(FULL);

        // When
        health.answered();

        // Then
        assertThat(health.state()).isEqualTo("blocked");
        assertThat(health.failure()).isEqualTo(FULL);
    }

    @Test
    void flowsAgainOnceQuarantineTakesThoughNothingIsDelivered() {
        // Given
        health.quarantineRefuses(FULL);

        // When
        health.quarantineTakes();

        // Then
        assertThat(health.state()).isEqualTo("flowing");
        assertThat(health.failure()).isNull();
        assertThat(events.told()).containsExactly("blocked unknown", "unblocked");
    }

    @Test
    void isBlockedByASpoolThatCannotBeReadUntilItCan() {
        // Given
        health.spoolFails(FULL);
        assertThat(health.state()).isEqualTo("blocked");

        // When
        health.spoolReads();

        // Then
        assertThat(health.state()).isEqualTo("flowing");
    }

    @Test
    void staysDead() {
        // Given
        health.died(new AssertionError("first"));

        // When
        health.died(new AssertionError("second"));
        health.answered();

        // Then
        assertThat(health.state()).isEqualTo("dead");
        assertThat(status().problem()).get().asString().contains("is dead");
        assertThat(events.told()).containsExactly("died");
    }
}
