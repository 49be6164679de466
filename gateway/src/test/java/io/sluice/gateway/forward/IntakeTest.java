/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static io.sluice.gateway.forward.Readings.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.spool.MemorySpool;
import io.sluice.gateway.spool.SpoolCursor;
import io.sluice.gateway.spool.SpoolEvents;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.gateway.time.ManualTicker;
import io.sluice.toolkit.DataSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private final MemorySpool spool = new MemorySpool(DataSize.ofMib(64), SpoolEvents.NONE);
    private final SpoolCursor cursor = spool.cursor("telemetry");
    private final RecordingQuarantine quarantine = new RecordingQuarantine();
    private final Told told = new Told();
    private final AtomicInteger settled = new AtomicInteger();
    private final Intake intake = intakeTo(quarantine);

    private Intake intakeTo(Quarantine to) {
        return new Intake(
                List.of(TopicFilter.of("sensors/#"), TopicFilter.of("logs/+")),
                spool,
                to,
                told,
                new ManualTicker());
    }

    @AfterEach
    void close() {
        intake.close();
        spool.close();
    }

    @Test
    void putsWhatARouteWantsIntoTheSpool() throws Exception {
        // When
        intake.accept(message("sensors/a", "r1", Qos.AT_LEAST_ONCE, settled::incrementAndGet));

        // Then
        List<SpooledMessage> read = cursor.read(1_000, Duration.ZERO);
        assertThat(read).hasSize(1);
        assertThat(told.words()).containsExactly("received");
        assertThat(settled).hasValue(0);
    }

    @Test
    void countsAnAcknowledgementOnceItHasLeft() throws Exception {
        // Given
        intake.accept(message("sensors/a", "r1", Qos.AT_LEAST_ONCE, settled::incrementAndGet));
        intake.accept(message("sensors/a", "r2", Qos.AT_MOST_ONCE, Receipt.NONE));
        cursor.read(1_000, Duration.ZERO);

        // When
        cursor.release(cursor.position());

        // Then
        assertThat(settled).hasValue(1);
        assertThat(told.words()).containsExactly("received", "received", "acknowledged");
    }

    @Test
    void quarantinesWhatNoRouteWantsAndAcknowledgesItThen() {
        // When
        intake.accept(message("else/a", "r1", Qos.AT_LEAST_ONCE, settled::incrementAndGet));

        // Then
        await().until(() -> settled.get() == 1);
        assertThat(quarantine.payloads()).containsExactly("r1");
        assertThat(quarantine.letters().get(0).reason()).isEqualTo("no-route");
        assertThat(cursor.bytesBehind()).isZero();
        await().until(() -> told.words().equals(List.of("received", "unrouted", "acknowledged")));
    }

    @Test
    void triesAgainUntilQuarantineHasRoomSinceAllBehindItWaitsToo() {
        // Given
        quarantine.refusing(5);

        // When
        intake.accept(message("else/a", "r1", Qos.AT_LEAST_ONCE, settled::incrementAndGet));

        // Then
        await().until(() -> settled.get() == 1);
        assertThat(quarantine.payloads()).containsExactly("r1");
        assertThat(told.words().stream().filter("held"::equals)).hasSize(5);
        assertThat(intake.problem()).isNull();
    }

    @Test
    void saysWhyItHoldsWhatNoRouteWants() {
        // Given
        quarantine.refusing(Integer.MAX_VALUE);

        // When
        intake.accept(message("else/a", "r1", Qos.AT_LEAST_ONCE, settled::incrementAndGet));

        // Then
        await().until(() -> intake.problem() != null);
        assertThat(intake.problem()).contains("else/a").contains("Quarantine is full");
        intake.close();
        assertThat(settled).hasValue(0);
        assertThat(quarantine.payloads()).isEmpty();
    }

    @Test
    void dropsQos0AloneWhenQuarantineIsBehind() {
        // Given
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger stored = new AtomicInteger();
        Intake slow =
                intakeTo(
                        letter -> {
                            try {
                                gate.await();
                            } catch (InterruptedException e) {
                                throw new QuarantineException("interrupted", e);
                            }
                            stored.incrementAndGet();
                        });
        String mebibyte = "x".repeat(1 << 20);

        // When
        for (int i = 0; i < 12; i++) {
            slow.accept(message("else/a", mebibyte, Qos.AT_MOST_ONCE, Receipt.NONE));
        }
        slow.accept(message("else/a", mebibyte, Qos.AT_LEAST_ONCE, settled::incrementAndGet));

        // Then
        long dropped = told.words().stream().filter("dropped"::equals).count();
        assertThat(dropped).isBetween(3L, 5L);
        gate.countDown();
        slow.close();
        assertThat(stored.get() + dropped).isEqualTo(13);
        assertThat(settled).hasValue(1);
    }

    private static final class Told implements IntakeEvents {
        private final List<String> words = new ArrayList<>();

        synchronized List<String> words() {
            return List.copyOf(words);
        }

        private synchronized void add(String word) {
            words.add(word);
        }

        @Override
        public void received(InboundMessage message) {
            add("received");
        }

        @Override
        public void acknowledged() {
            add("acknowledged");
        }

        @Override
        public void unrouted(String topic) {
            add("unrouted");
        }

        @Override
        public void dropped(String topic, String reason) {
            add("dropped");
        }

        @Override
        public void unroutedHeld(String topic, String reason) {
            add("held");
        }
    }
}
