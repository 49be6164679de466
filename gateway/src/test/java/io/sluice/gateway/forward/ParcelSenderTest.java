/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static io.sluice.gateway.forward.Readings.LANE;
import static io.sluice.gateway.forward.ScriptedOutlet.AWAY;
import static io.sluice.gateway.forward.ScriptedOutlet.DENIED;
import static io.sluice.gateway.forward.ScriptedOutlet.INVALID;
import static io.sluice.gateway.forward.ScriptedOutlet.THROTTLED;
import static io.sluice.gateway.forward.ScriptedOutlet.all;
import static io.sluice.gateway.forward.ScriptedOutlet.each;
import static io.sluice.gateway.forward.ScriptedOutlet.rejectingBatchesWith;
import static io.sluice.gateway.outlet.Verdict.DELIVERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.outlet.DeliveryReport;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.time.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ParcelSenderTest {

    private final ScriptedOutlet outlet = new ScriptedOutlet();
    private final RecordingQuarantine quarantine = new RecordingQuarantine();
    private final RecordedLaneEvents events = new RecordedLaneEvents();
    private final ManualTicker ticker = new ManualTicker();
    private final ReadingLog log = new ReadingLog();
    private final LaneContext context =
            new LaneContext(
                    LANE,
                    new SpoolPosition(0),
                    position -> {},
                    log::again,
                    quarantine,
                    events,
                    ticker);
    private final LaneHealth health = context.health();
    private final ParcelSender sender = new ParcelSender(context, outlet);
    private final List<String> done = new ArrayList<>();

    @Test
    void readsAReadingForQuarantineOnceTheSpoolCanBeRead() throws Exception {
        // Given
        outlet.otherwise(all(INVALID));
        log.failing(2);

        // When
        sender.send(List.of(parcel("a")));

        // Then
        assertThat(quarantine.payloads()).containsExactly("a");
        assertThat(done).containsExactly("a");
        assertThat(ticker.sleeps()).hasSize(2);
        assertThat(health.state()).isEqualTo("flowing");
    }

    @Test
    void isDoneWithAReadingThatTheSpoolHasSetAsideAsDamaged() throws Exception {
        // Given
        outlet.otherwise(all(INVALID));
        Parcel parcel = parcel("a");
        log.damageAll();

        // When
        sender.send(List.of(parcel));

        // Then
        assertThat(quarantine.payloads()).isEmpty();
        assertThat(done).containsExactly("a");
    }

    private Parcel parcel(String... texts) {
        return new Parcel(log.packed(texts), () -> done.add(String.join(",", texts)));
    }

    @Test
    void isDoneWithWhatWasAccepted() throws Exception {
        // When
        sender.send(List.of(parcel("a"), parcel("b")));

        // Then
        assertThat(done).containsExactly("a", "b");
        assertThat(outlet.calls()).containsExactly(List.of("a,", "b,"));
        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void resendsOnlyTheRecordsThatWereThrottled() throws Exception {
        // Given
        outlet.then(each(DELIVERED, THROTTLED, DELIVERED, THROTTLED))
                .then(each(THROTTLED, DELIVERED));

        // When
        sender.send(List.of(parcel("a"), parcel("b"), parcel("c"), parcel("d")));

        // Then
        assertThat(outlet.calls())
                .containsExactly(
                        List.of("a,", "b,", "c,", "d,"), List.of("b,", "d,"), List.of("b,"));
        assertThat(done).containsExactly("a", "c", "d", "b");
    }

    @Test
    void waitsLongerWhileNothingIsTakenAndBrieflyAfterSomethingWas() throws Exception {
        // Given
        outlet.then(all(AWAY))
                .then(all(AWAY))
                .then(all(AWAY))
                .then(each(DELIVERED, THROTTLED))
                .then(all(DELIVERED));

        // When
        sender.send(List.of(parcel("a"), parcel("b")));

        // Then
        List<Duration> waits = ticker.sleeps();
        assertThat(waits).hasSize(4);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(waits.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(waits.get(2)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(waits.get(3)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(events.told())
                .containsExactly(
                        "refused 2 attempt 1",
                        "refused 2 attempt 2",
                        "refused 2 attempt 3",
                        "delivered 1",
                        "refused 1 attempt 1",
                        "delivered 1");
    }

    @Test
    void narrowsARejectedBatchDownToTheOneThatIsToBlame() throws Exception {
        // Given
        outlet.otherwise(rejectingBatchesWith(text -> text.contains("bad")));
        List<Parcel> parcels =
                Arrays.asList(parcel("a"), parcel("b"), parcel("c"), parcel("bad"), parcel("e"));

        // When
        sender.send(parcels);

        // Then
        assertThat(outlet.acceptedReadings()).containsExactlyInAnyOrder("a", "b", "c", "e");
        assertThat(quarantine.payloads()).containsExactly("bad");
        assertThat(done).containsExactlyInAnyOrder("a", "b", "c", "bad", "e");
    }

    @Test
    void takesARejectedRecordApart() throws Exception {
        // Given
        outlet.otherwise(rejectingBatchesWith(text -> text.contains("bad")));

        // When
        sender.send(List.of(parcel("a", "bad", "c")));

        // Then
        assertThat(outlet.acceptedReadings()).containsExactlyInAnyOrder("a", "c");
        assertThat(quarantine.payloads()).containsExactly("bad");
        assertThat(done).containsExactly("a,bad,c");
    }

    @Test
    void saysInQuarantineWhatWasWrongWithWhat() throws Exception {
        // Given
        outlet.otherwise(all(INVALID));

        // When
        sender.send(List.of(parcel("a")));

        // Then
        DeadLetter letter = quarantine.letters().get(0);
        assertThat(letter.route()).isEqualTo("telemetry");
        assertThat(letter.stream()).isEqualTo("telemetry-stream");
        assertThat(letter.reason()).isEqualTo("invalid-record");
        assertThat(letter.detail()).isEqualTo("no good");
        assertThat(letter.topic()).isEqualTo("sensors/a");
        assertThat(letter.quarantinedAt()).isEqualTo(ManualTicker.START);
        assertThat(events.told()).containsExactly("quarantined invalid-record");
    }

    @Test
    void keepsHoldingAndTryingWhileQuarantineIsFull() throws Exception {
        // Given
        outlet.otherwise(all(INVALID));
        quarantine.refusing(3);

        // When
        sender.send(List.of(parcel("a")));

        // Then
        assertThat(quarantine.refusals()).isEqualTo(3);
        assertThat(quarantine.payloads()).containsExactly("a");
        assertThat(done).containsExactly("a");
        assertThat(ticker.sleeps()).hasSize(3);
        assertThat(events.told())
                .containsExactly("blocked unknown", "unblocked", "quarantined invalid-record");
        assertThat(health.state()).isEqualTo("flowing");
    }

    @Test
    void leavesUndoneWhatItIsInterruptedIn() {
        // Given
        outlet.then(each(DELIVERED, THROTTLED))
                .then(
                        batch -> {
                            throw new InterruptedException("stop");
                        });

        // When
        assertThatThrownBy(() -> sender.send(List.of(parcel("a"), parcel("b"))))
                .isInstanceOf(InterruptedException.class);

        // Then
        assertThat(done).containsExactly("a");
    }

    @Test
    void isInterruptedWhileItWaits() {
        // Given
        outlet.otherwise(
                batch -> {
                    Thread.currentThread().interrupt();
                    return DeliveryReport.ofAll(batch, AWAY);
                });

        // When
        assertThatThrownBy(() -> sender.send(List.of(parcel("a"))))
                .isInstanceOf(InterruptedException.class);

        // Then
        assertThat(done).isEmpty();
    }

    @Test
    void isInterruptedWhileQuarantineIsFull() {
        // Given
        outlet.otherwise(
                batch -> {
                    Thread.currentThread().interrupt();
                    return DeliveryReport.ofAll(batch, INVALID);
                });
        quarantine.refusing(Integer.MAX_VALUE);

        // When
        assertThatThrownBy(() -> sender.send(List.of(parcel("a"))))
                .isInstanceOf(InterruptedException.class);

        // Then
        assertThat(done).isEmpty();
        assertThat(quarantine.payloads()).isEmpty();
    }

    @Test
    void goesOnOnceAccessIsAllowedAgain() throws Exception {
        // Given
        outlet.then(all(DENIED)).then(all(DENIED));

        // When
        sender.send(List.of(parcel("a")));

        // Then
        assertThat(done).containsExactly("a");
        assertThat(events.told()).contains("blocked access-denied", "unblocked");
    }

    /**
     * Each record is accepted once or each of its readings is, whatever the pattern of refusals.
     */
    @Property(tries = 200)
    void everyReadingEndsOnceAndOnlyOnce(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int records,
            @ForAll @IntRange(min = 1, max = 4) int readingsEach)
            throws InterruptedException {
        // Given
        Random random = new Random(seed);
        ScriptedOutlet moody = new ScriptedOutlet();
        moody.otherwise(
                batch -> {
                    if (random.nextInt(4) == 0) {
                        return DeliveryReport.ofAll(batch, random.nextBoolean() ? AWAY : DENIED);
                    }
                    if (random.nextInt(4) == 0) {
                        return DeliveryReport.ofAll(batch, INVALID);
                    }
                    Verdict[] moods = {DELIVERED, DELIVERED, THROTTLED, INVALID};
                    return DeliveryReport.of(
                            batch,
                            batch.records().stream()
                                    .map(record -> moods[random.nextInt(moods.length)])
                                    .toList());
                });
        RecordingQuarantine letters = new RecordingQuarantine().refusing(random.nextInt(3));
        ManualTicker clock = new ManualTicker();
        LaneContext lane =
                new LaneContext(
                        LANE,
                        new SpoolPosition(0),
                        position -> {},
                        log::again,
                        letters,
                        LaneEvents.NONE,
                        clock);
        List<String> sent = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        List<Parcel> parcels = new ArrayList<>();
        for (int record = 0; record < records; record++) {
            String[] texts = new String[readingsEach];
            for (int i = 0; i < readingsEach; i++) {
                texts[i] = "r" + record + "-" + i;
                sent.add(texts[i]);
            }
            String name = "r" + record;
            parcels.add(new Parcel(log.packed(texts), () -> ends.add(name)));
        }

        // When
        new ParcelSender(lane, moody).send(parcels);

        // Then
        List<String> left = new ArrayList<>(moody.acceptedReadings());
        left.addAll(letters.payloads());
        assertThat(left).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(ends).doesNotHaveDuplicates().hasSize(records);
        assertThat(lane.health().state()).isEqualTo("flowing");
    }
}
