/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.spool.MemorySpool;
import io.sluice.gateway.spool.SpoolEvents;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.DataSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayWayTest {

    private static final Verdict THROTTLED =
            Verdict.retry(new Failure(FailureKind.THROTTLED, "quota exceeded"));
    private static final Verdict REFUSED =
            Verdict.rejected(new Failure(FailureKind.INVALID_RECORD, "topic name invalid"));

    private final MemorySpool spool = new MemorySpool(DataSize.ofMib(64), SpoolEvents.NONE);
    private final ScriptedPublisher publisher = new ScriptedPublisher();
    private final RecordingQuarantine quarantine = new RecordingQuarantine();
    private final RecordedLaneEvents events = new RecordedLaneEvents();
    private final List<String> released = Collections.synchronizedList(new ArrayList<>());
    private final List<Lane> lanes = new ArrayList<>();

    @AfterEach
    void stop() {
        lanes.forEach(Lane::close);
        spool.close();
    }

    /** A lane that publishes; tries again soon. */
    private Lane start(int underWay) {
        Lane lane =
                new Lane(
                        new LaneSettings(
                                "telemetry",
                                "stream",
                                TopicFilter.of("sensors/#"),
                                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2))),
                        spool.cursor("telemetry"),
                        WayOut.relay(
                                new RelaySettings("$aws/rules/telemetry_rule/", underWay),
                                Provenance.NONE,
                                publisher),
                        quarantine,
                        events,
                        Ticker.SYSTEM);
        lanes.add(lane);
        lane.start();
        return lane;
    }

    /** Spools readings; with this spool, a receipt is settled when its reading is released. */
    private void spool(String... readings) {
        for (String reading : readings) {
            spool.append(
                    Readings.message(
                            "sensors/a", reading, Qos.AT_LEAST_ONCE, () -> released.add(reading)));
        }
    }

    private void awaitPublished(int count) {
        await().until(() -> publisher.published().size() == count);
    }

    @Test
    void publishesInTheOrderOfTheLogToTheTopicOfTheRule() {
        // Given
        start(100);

        // When
        spool("a", "b", "c");

        // Then
        awaitPublished(3);
        assertThat(publisher.published()).containsExactly("a", "b", "c");
        assertThat(publisher.topics()).containsOnly("$aws/rules/telemetry_rule/sensors/a");
    }

    @Test
    void releasesAReadingWhenItAndAllBeforeItAreAcknowledged() {
        // Given
        start(100);
        spool("a", "b", "c");
        awaitPublished(3);

        // When
        publisher.answer(1, Verdict.DELIVERED);

        // Then
        await().during(Duration.ofMillis(50)).until(released::isEmpty);
        publisher.answer(0, Verdict.DELIVERED);
        await().until(() -> released.equals(List.of("a", "b")));
    }

    @Test
    void publishesAgainOnlyWhatWasRefusedForNow() {
        // Given
        start(100);
        spool("a", "b", "c");
        awaitPublished(3);

        // When: such as when a connection breaks
        publisher.answer(0, Verdict.DELIVERED);
        publisher.answer(1, THROTTLED);
        publisher.answer(2, Verdict.DELIVERED);

        // Then
        awaitPublished(4);
        assertThat(publisher.published()).containsExactly("a", "b", "c", "b");
        assertThat(released).containsExactly("a");
        publisher.answer(3, Verdict.DELIVERED);
        await().until(() -> released.equals(List.of("a", "b", "c")));
        assertThat(events.told()).contains("refused 1 attempt 1");
    }

    @Test
    void quarantinesWhatCanNeverBePublishedBeforeItIsReleased() {
        // Given
        start(100);

        // When
        spool("hopeless", "a");
        awaitPublished(1);

        // Then
        assertThat(publisher.published()).containsExactly("a");
        assertThat(quarantine.payloads()).containsExactly("hopeless");
        await().until(() -> released.contains("hopeless"));
    }

    @Test
    void quarantinesWhatIsRefusedForGood() {
        // Given
        start(100);
        spool("a");
        awaitPublished(1);

        // When
        publisher.answer(0, REFUSED);

        // Then
        await().until(() -> released.equals(List.of("a")));
        assertThat(quarantine.payloads()).containsExactly("a");
    }

    @Test
    void runsNoFurtherAheadOfTheOldestReadingThanItMay() {
        // Given
        start(2);
        spool("a", "b", "c", "d");
        awaitPublished(2);

        // When: the newer one is acknowledged, which is no progress
        publisher.answer(1, Verdict.DELIVERED);
        await().during(Duration.ofMillis(50)).until(() -> publisher.published().size() == 2);
        publisher.answer(0, Verdict.DELIVERED);

        // Then
        awaitPublished(4);
    }

    @Test
    void doesNotLetAReadingThatFindsNoRoomHoldBackTheAnswersOfOthers() {
        // Given
        start(100);
        spool("a", "b");
        awaitPublished(2);
        publisher.room(0);

        // When: the older one is to be published again, and finds no room
        publisher.answer(1, THROTTLED);
        await().until(() -> events.told().contains("refused 1 attempt 1"));
        publisher.answer(0, Verdict.DELIVERED);

        // Then
        await().until(() -> released.equals(List.of("a")));
        publisher.room(1);
        awaitPublished(3);
    }

    @Test
    void saysWhyNothingLeaves() {
        // Given
        publisher.room(0).problem(ScriptedPublisher.AWAY);
        Lane lane = start(100);

        // When
        spool("a");

        // Then
        await().until(() -> ScriptedPublisher.AWAY.equals(lane.status().failure()));
        publisher.problem(null);
        publisher.room(1);
        awaitPublished(1);
        publisher.answer(0, Verdict.DELIVERED);
        await().until(() -> lane.status().failure() == null);
    }

    @Test
    void settlesWhenAllThatWasPublishedIsAnsweredAndTakesNothingMore() throws Exception {
        // Given
        Lane lane = start(100);
        spool("a", "b");
        awaitPublished(2);
        lane.readNoFurther();
        spool("later");

        // When
        publisher.answer(0, Verdict.DELIVERED);
        publisher.answer(1, Verdict.DELIVERED);

        // Then
        assertThat(lane.settle(Duration.ofSeconds(10))).isZero();
        assertThat(publisher.published()).containsExactly("a", "b");
    }

    @Test
    void saysWhatIsNotAnsweredWhenItMustSettle() throws Exception {
        // Given
        Lane lane = start(100);
        spool("a", "b", "c");
        awaitPublished(3);
        publisher.answer(0, Verdict.DELIVERED);
        await().until(() -> released.equals(List.of("a")));

        // When
        long begun = System.nanoTime();
        int unsettled = lane.settle(Duration.ofMillis(100));

        // Then
        assertThat(unsettled).isEqualTo(2);
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(released).containsExactly("a");
    }
}
