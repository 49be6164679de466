/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static io.sluice.gateway.forward.ScriptedOutlet.AWAY;
import static io.sluice.gateway.forward.ScriptedOutlet.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.outlet.DeliveryReport;
import io.sluice.gateway.outlet.Outlet;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.rule.ReadingRule;
import io.sluice.gateway.rule.RuleResult;
import io.sluice.gateway.spool.MemorySpool;
import io.sluice.gateway.spool.Origin;
import io.sluice.gateway.spool.SpoolCursor;
import io.sluice.gateway.spool.SpoolEvents;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.gateway.spool.Wanted;
import io.sluice.gateway.time.ManualTicker;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.DataSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final Duration LINGER = Duration.ofSeconds(5);

    private final MemorySpool spool = new MemorySpool(DataSize.ofMib(64), SpoolEvents.NONE);
    private final ScriptedOutlet outlet = new ScriptedOutlet();
    private final RecordingQuarantine quarantine = new RecordingQuarantine();
    private final RecordedLaneEvents events = new RecordedLaneEvents();
    private final ManualTicker ticker = new ManualTicker();
    private final List<Lane> lanes = new ArrayList<>();
    private final List<String> settled = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void closeLanes() {
        lanes.forEach(Lane::close);
        spool.close();
    }

    /** A lane, and how its readings become records. */
    private record Laid(LaneSettings lane, DirectSettings direct) {}

    private static Laid settings(String route, String filter, int readings, int records) {
        return new Laid(
                Readings.lane(route, filter), Readings.direct(readings, records, LINGER, null));
    }

    private Lane start(Laid laid) {
        return start(laid, outlet, ticker);
    }

    private Lane start(Laid laid, Outlet to, Ticker clock) {
        return start(laid, ReadingRule.AS_IT_CAME, to, clock);
    }

    private Lane start(Laid laid, ReadingRule rule, Outlet to, Ticker clock) {
        return start(laid, spool.cursor(laid.lane().route()), rule, to, clock);
    }

    private Lane start(Laid laid, SpoolCursor cursor, ReadingRule rule, Outlet to, Ticker clock) {
        Lane lane =
                new Lane(
                        laid.lane(),
                        cursor,
                        WayOut.direct(laid.direct(), rule, Provenance.NONE, to, new CallSlots(8)),
                        quarantine,
                        events,
                        clock);
        lanes.add(lane);
        lane.start();
        return lane;
    }

    private void append(String topic, String text) {
        spool.append(Readings.message(topic, text, Qos.AT_LEAST_ONCE, () -> settled.add(text)));
    }

    @Test
    void sendsAtOnceWhatFillsABatch() {
        // Given
        Lane lane = start(settings("telemetry", "sensors/#", 2, 2));

        // When
        IntStream.rangeClosed(1, 7).forEach(n -> append("sensors/a", "r" + n));

        // Then
        await().until(() -> outlet.calls().size() == 1);
        assertThat(outlet.calls().get(0)).containsExactly("r1,r2,", "r3,r4,");
        assertThat(lane.status().bytesBehind()).isPositive();
    }

    @Test
    void takesWhatWasImportedForItsRouteAndNothingElseThatWas() {
        // Given: a lane of two whose filters both match
        Laid laid = settings("telemetry", "sensors/#", 1, 1);
        SpoolCursor cursor =
                new ImportedCursor(
                        spool.cursor("telemetry"),
                        Map.of("for others", "archive", "for us", "telemetry"));
        append("sensors/a", "for others");
        append("elsewhere", "for us");

        // When
        Lane lane = start(laid, cursor, ReadingRule.AS_IT_CAME, outlet, ticker);

        // Then
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(outlet.calls()).containsExactly(List.of("for us,"));
    }

    @Test
    void lingersForOthersAndThenGoes() {
        // Given
        Lane lane = start(settings("telemetry", "sensors/#", 100, 100));
        append("sensors/a", "r1");
        append("sensors/a", "r2");
        await().pollDelay(Duration.ofMillis(150)).until(() -> true);
        assertThat(outlet.calls()).isEmpty();

        // When
        ticker.advance(LINGER);

        // Then
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(outlet.calls()).containsExactly(List.of("r1,r2,"));
        assertThat(settled).containsExactly("r1", "r2");
    }

    @Test
    void leavesSoonerWhenNothingComesAndItMustBeQuick() {
        // Given
        Lane lane =
                start(
                        new Laid(
                                Readings.lane("telemetry", "sensors/#"),
                                Readings.direct(100, 100, LINGER, Duration.ofMillis(5))));

        // When
        append("sensors/a", "r1");

        // Then
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(outlet.acceptedReadings()).containsExactly("r1");
    }

    @Test
    void releasesWhatOthersWantThoughNothingFollows() {
        // Given
        Lane lane = start(settings("telemetry", "sensors/#", 100, 100));
        append("sensors/a", "mine");
        append("others/b", "theirs");

        // When
        await().pollDelay(Duration.ofMillis(120)).until(() -> true);
        ticker.advance(LINGER);

        // Then
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(outlet.acceptedReadings()).containsExactly("mine");
        assertThat(settled).containsExactly("mine", "theirs");
    }

    @Test
    void releasesALogThatHoldsNothingForIt() {
        // Given
        Lane lane = start(settings("telemetry", "sensors/#", 100, 100));

        // When
        append("others/b", "theirs");

        // Then
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(outlet.calls()).isEmpty();
    }

    @Test
    void quarantinesWhatNoRecordCanHoldAndGoesOnBehindIt() {
        // Given
        Lane lane = start(settings("telemetry", "sensors/#", 100, 100));
        append("sensors/a", "before");
        append("sensors/a", "x".repeat(1_024_000));

        // When
        append("sensors/a", "after");

        // Then
        await().until(() -> quarantine.letters().size() == 1);
        ticker.advance(LINGER);
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(quarantine.letters().get(0).reason()).isEqualTo("too-large");
        assertThat(outlet.calls()).containsExactly(List.of("before,"), List.of("after,"));
        assertThat(settled).hasSize(3);
    }

    @Test
    void takesTheLargestReadingThatARecordHolds() {
        // Given
        Lane lane = start(settings("telemetry", "sensors/#", 100, 100));

        // When
        append("sensors/a", "x".repeat(1_023_999));

        // Then
        lane.hurry();
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(quarantine.letters()).isEmpty();
        assertThat(outlet.acceptedReadings()).hasSize(1);
    }

    @Test
    void releasesNothingThatIsNotInQuarantineYet() throws Exception {
        // Given
        quarantine.refusing(Integer.MAX_VALUE);
        Lane lane = start(settings("telemetry", "sensors/#", 1, 1));

        // When
        append("sensors/a", "x".repeat(1_024_000));

        // Then
        await().until(() -> lane.status().state().equals("blocked"));
        quarantine.refusing(0);
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(lane.status().state()).isEqualTo("flowing");
        assertThat(quarantine.letters()).hasSize(1);
    }

    @Test
    void oneBlockedLaneDoesNotHoldBackAnother() {
        // Given
        ScriptedOutlet away = new ScriptedOutlet().otherwise(all(AWAY));
        Lane blocked = start(settings("blocked", "sensors/#", 1, 1), away, ticker);
        Lane free = start(settings("free", "sensors/#", 1, 1));

        // When
        IntStream.range(0, 50).forEach(n -> append("sensors/a", "r" + n));

        // Then
        await().until(() -> free.status().bytesBehind() == 0);
        assertThat(outlet.acceptedReadings()).hasSize(50);
        assertThat(blocked.status().bytesBehind()).isPositive();
        assertThat(settled).isEmpty();
        away.otherwise(all(Verdict.DELIVERED));
        await().until(() -> blocked.status().bytesBehind() == 0);
        assertThat(away.acceptedReadings()).hasSize(50).doesNotHaveDuplicates();
        assertThat(settled).hasSize(50);
    }

    @Test
    void becomesAProblemWhenTheStreamStaysAway() {
        // Given
        outlet.otherwise(all(AWAY));
        Lane lane = start(settings("telemetry", "sensors/#", 1, 1));

        // When
        append("sensors/a", "r1");

        // Then
        await().until(() -> lane.status().problem().isPresent());
        assertThat(lane.status().problem()).get().asString().contains("delivered nothing for");
        outlet.otherwise(all(Verdict.DELIVERED));
        await().until(() -> lane.status().problem().isEmpty());
    }

    @Test
    void drainsWhatWaitsForOthers() throws Exception {
        // Given
        Lane lane = start(settings("telemetry", "sensors/#", 100, 100), outlet, Ticker.SYSTEM);
        IntStream.range(0, 1_234).forEach(n -> append("sensors/" + n % 7, "r" + n));
        append("others/b", "theirs");

        // When
        boolean drained = lane.drain(Duration.ofSeconds(20));

        // Then
        assertThat(drained).isTrue();
        assertThat(outlet.acceptedReadings())
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_234).mapToObj(n -> "r" + n).toList());
        assertThat(settled).hasSize(1_235);
    }

    @Test
    void givesUpDrainingAtTheDeadlineAndLosesNothing() throws Exception {
        // Given
        outlet.otherwise(all(AWAY));
        Lane lane = start(settings("telemetry", "sensors/#", 1, 1));
        append("sensors/a", "r1");

        // When
        boolean drained = lane.drain(Duration.ofSeconds(3));

        // Then
        assertThat(drained).isFalse();
        assertThat(settled).isEmpty();
        try (SpoolCursor again = spool.cursor("telemetry")) {
            assertThat(again.bytesBehind()).isPositive();
        }
    }

    @Test
    void stopsThoughACallNeverEnds() {
        // Given
        CountDownLatch called = new CountDownLatch(1);
        outlet.otherwise(
                batch -> {
                    called.countDown();
                    new CountDownLatch(1).await();
                    throw new IllegalStateException("the latch has opened");
                });
        Lane lane = start(settings("telemetry", "sensors/#", 1, 1));
        append("sensors/a", "r1");
        append("sensors/a", "r2");
        await().until(() -> called.getCount() == 0);

        // When
        lane.close();

        // Then
        assertThat(lane.status().state()).isEqualTo("flowing");
        assertThat(settled).isEmpty();
        assertThat(threads("lane-telemetry")).isEmpty();
    }

    @Test
    void closesSoonThoughACallDoesNotNoticeItsInterruptionAndAgainAtOnce() {
        // Given: an endpoint that is silent
        CountDownLatch silent = new CountDownLatch(1);
        outlet.otherwise(
                batch -> {
                    while (silent.getCount() > 0) {
                        try {
                            silent.await();
                        } catch (InterruptedException e) {
                            // as a read from a socket
                        }
                    }
                    return DeliveryReport.ofAll(batch, Verdict.DELIVERED);
                });
        Lane lane = start(settings("silent", "sensors/#", 1, 1));
        append("sensors/a", "r1");
        await().until(() -> !outlet.calls().isEmpty());

        // When
        long begun = System.nanoTime();
        lane.close();
        lane.close();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        silent.countDown();

        // Then
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void stopsItsThreadsThoughTheOneThatClosesIsInterrupted() {
        // Given
        outlet.otherwise(all(AWAY));
        Lane lane = start(settings("hasty", "sensors/#", 1, 1));
        append("sensors/a", "r1");
        await().until(() -> !outlet.calls().isEmpty());

        // When
        Thread.currentThread().interrupt();
        lane.close();

        // Then
        assertThat(Thread.interrupted()).isTrue();
        await().until(() -> threads("lane-hasty").isEmpty());
    }

    @Test
    void isDeadWhenASenderDiesAndReleasesNothing() {
        // Given
        outlet.otherwise(
                batch -> {
                    throw new AssertionError("unforeseen");
                });
        Lane lane = start(settings("telemetry", "sensors/#", 1, 1));

        // When
        append("sensors/a", "r1");

        // Then
        await().until(() -> lane.status().state().equals("dead"));
        assertThat(events.told()).containsExactly("died");
        assertThat(settled).isEmpty();
        await().until(() -> threads("lane-telemetry").stream().noneMatch(n -> !n.contains("put")));
    }

    @Test
    void survivesASpoolThatCannotBeReadForAWhile() {
        // Given
        AtomicBoolean broken = new AtomicBoolean(true);
        SpoolCursor cursor = new BreakableCursor(spool.cursor("telemetry"), broken);
        Lane lane =
                start(
                        settings("telemetry", "sensors/#", 1, 1),
                        cursor,
                        ReadingRule.AS_IT_CAME,
                        outlet,
                        ticker);
        append("sensors/a", "r1");
        await().until(() -> lane.status().state().equals("blocked"));

        // When
        broken.set(false);

        // Then
        lane.hurry();
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(lane.status().state()).isEqualTo("flowing");
    }

    @Test
    void keepsTheOrderOfTheLogWithOneCallAtATime() {
        // Given
        Lane lane = start(settings("telemetry", "sensors/#", 3, 4));
        lane.hurry();

        // When
        IntStream.range(0, 500).forEach(n -> append("sensors/" + n % 3, "r" + n));

        // Then
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(outlet.acceptedReadings())
                .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(n -> "r" + n).toList());
    }

    @Test
    void saysHowOldTheOldestReadingIsThatIsUnderWay() {
        // Given
        CountDownLatch gate = new CountDownLatch(1);
        outlet.then(
                batch -> {
                    gate.await();
                    return DeliveryReport.ofAll(batch, Verdict.DELIVERED);
                });
        Lane lane = start(settings("telemetry", "sensors/#", 1, 1));
        lane.hurry();

        // When
        append("sensors/a", "r1");

        // Then
        await().until(() -> lane.status().oldestReceivedAt() != null);
        assertThat(lane.status().oldestReceivedAt()).isEqualTo(ManualTicker.START);
        assertThat(lane.status().recordsUnderWay()).isEqualTo(1);
        gate.countDown();
        await().until(() -> lane.status().oldestReceivedAt() == null);
    }

    @Test
    void takesQos0Too() {
        // Given
        Lane lane = start(settings("telemetry", "sensors/#", 1, 1));
        lane.hurry();

        // When
        spool.append(Readings.message("sensors/a", "r1", Qos.AT_MOST_ONCE, Receipt.NONE));

        // Then
        await().until(() -> outlet.acceptedReadings().equals(List.of("r1")));
        await().until(() -> lane.status().bytesBehind() == 0);
    }

    @Test
    void leavesOutWhatTheRuleDoesNotWantAndReleasesIt() {
        // Given
        ReadingRule rule =
                (topic, payload, properties) ->
                        payload.equals(Payload.ofUtf8("no"))
                                ? RuleResult.SILENT
                                : RuleResult.fired(payload);
        Lane lane = start(settings("telemetry", "sensors/#", 100, 100), rule, outlet, ticker);
        lane.hurry();

        // When
        append("sensors/a", "no");
        append("sensors/a", "yes");
        append("sensors/a", "no");

        // Then
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(outlet.acceptedReadings()).containsExactly("yes");
        assertThat(settled).containsExactly("no", "yes", "no");
    }

    @Test
    void quarantinesAsItCameWhatTheRuleCannotBeAppliedTo() {
        // Given
        ReadingRule rule =
                (topic, payload, properties) ->
                        payload.size() == 3
                                ? RuleResult.failed("the payload is not JSON")
                                : RuleResult.fired(payload);
        Lane lane = start(settings("telemetry", "sensors/#", 100, 100), rule, outlet, ticker);
        lane.hurry();

        // When
        append("sensors/a", "bad");
        append("sensors/a", "good");

        // Then
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(outlet.acceptedReadings()).containsExactly("good");
        assertThat(quarantine.letters())
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.reason()).isEqualTo("rule-failed");
                            assertThat(letter.payload()).isEqualTo(Payload.ofUtf8("bad"));
                        });
    }

    @Test
    void releasesAReadingOnlyOnceAllItsOutputsHaveLeft() {
        // Given
        outlet.then(all(Verdict.DELIVERED)).otherwise(all(AWAY));
        ReadingRule twice =
                (topic, payload, properties) -> RuleResult.fired(List.of(payload, payload));
        Lane lane = start(settings("telemetry", "sensors/#", 1, 1), twice, outlet, ticker);

        // When
        append("sensors/a", "r1");

        // Then
        await().until(() -> outlet.calls().size() > 2);
        assertThat(outlet.acceptedReadings()).containsExactly("r1");
        assertThat(settled).isEmpty();
        outlet.otherwise(all(Verdict.DELIVERED));
        await().until(() -> lane.status().bytesBehind() == 0);
        assertThat(outlet.acceptedReadings()).containsExactly("r1", "r1");
    }

    @Test
    void settlesWhatItHasReadAndLeavesTheRestToTheNextLane() throws Exception {
        // Given
        Lane lane = start(settings("telemetry", "sensors/#", 100, 100), outlet, Ticker.SYSTEM);
        IntStream.range(0, 200).forEach(n -> append("sensors/a", "r" + n));

        // When
        int unsettled = lane.settle(Duration.ofSeconds(20));

        // Then
        assertThat(unsettled).isZero();
        append("sensors/a", "later");
        Lane next = start(settings("telemetry", "sensors/#", 100, 100), outlet, Ticker.SYSTEM);
        next.hurry();
        await().until(() -> next.status().bytesBehind() == 0);
        assertThat(outlet.acceptedReadings())
                .containsAll(List.of("r0", "r199", "later"))
                .doesNotHaveDuplicates()
                .hasSize(201);
    }

    @Test
    void saysHowMuchCouldNotBeSettled() throws Exception {
        // Given
        outlet.otherwise(all(AWAY));
        Lane lane = start(settings("telemetry", "sensors/#", 1, 1));
        append("sensors/a", "r1");
        await().until(() -> !outlet.calls().isEmpty());

        // When
        int unsettled = lane.settle(Duration.ofSeconds(3));

        // Then
        assertThat(unsettled).isEqualTo(1);
        assertThat(settled).isEmpty();
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** Gives messages out as if each had been imported for the route that its text has here. */
    private static final class ImportedCursor extends ForwardingCursor {

        private final Map<String, String> routes;

        ImportedCursor(SpoolCursor whole, Map<String, String> routes) {
            super(whole);
            this.routes = routes;
        }

        @Override
        public List<SpooledMessage> read(int maxBytes, Duration timeout, Wanted wanted)
                throws InterruptedException {
            return super.read(maxBytes, timeout, Wanted.ALL).stream()
                    .map(this::imported)
                    .filter(message -> wanted.isWanted(message.topic(), message.origin()))
                    .toList();
        }

        private SpooledMessage imported(SpooledMessage message) {
            String text = new String(message.payload().toByteArray(), StandardCharsets.UTF_8);
            return new SpooledMessage(
                    message.end(),
                    message.logBytes(),
                    message.topic(),
                    message.payload(),
                    message.qos(),
                    message.retained(),
                    message.properties(),
                    message.receivedAt(),
                    new Origin("other", message.end(), List.of(routes.get(text))));
        }
    }

    /** Cannot be read while it is broken. */
    private static final class BreakableCursor extends ForwardingCursor {

        private final AtomicBoolean broken;

        BreakableCursor(SpoolCursor whole, AtomicBoolean broken) {
            super(whole);
            this.broken = broken;
        }

        @Override
        public List<SpooledMessage> read(int maxBytes, Duration timeout, Wanted wanted)
                throws InterruptedException {
            if (broken.get()) {
                throw new SpoolException("Input/output error");
            }
            return super.read(maxBytes, timeout, wanted);
        }
    }
}
