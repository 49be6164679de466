/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an import brings into a spool, and that it does so once. */
class SpoolImportTest {

    private static final List<String> OLD = Moving.numbered("old-", 200);
    private static final List<String> OWN = Moving.numbered("own-", 20);

    private static List<String> ownAndOld() {
        List<String> both = new ArrayList<>(OWN);
        both.addAll(OLD);
        return both;
    }

    private static byte[] oldReadings() throws IOException {
        return Moving.export(SpoolRun.diskWith(OLD), Moving.ONE_ROUTE);
    }

    @Test
    void addsTheReadingsBehindThoseThatAreThere() throws IOException {
        // Given
        byte[] file = oldReadings();
        FaultyFileStore disk = SpoolRun.diskWith(OWN);

        // When
        ImportResult result = Moving.take(file, disk);

        // Then
        assertThat(result.readings()).isEqualTo(OLD.size());
        assertThat(result.routes()).containsOnly(Map.entry("lane", (long) OLD.size()));
        assertThat(result.missing()).isEmpty();
        assertThat(Messages.texts(Moving.read(disk, "lane"))).isEqualTo(ownAndOld());
    }

    @Test
    void keepsAllThatARecordHoldsAndTheReadingsName() throws IOException {
        // Given
        FaultyFileStore source = Moving.left(List.of("lane"), List.of("sensors/ä/alarm"));
        SpooledMessage before = Moving.read(source, "lane").get(0);
        byte[] file = Moving.export(source, Moving.ONE_ROUTE);
        FaultyFileStore disk = SpoolRun.diskWith(OWN);

        // When
        Moving.take(file, disk);

        // Then
        SpooledMessage after = Moving.read(disk, "lane").get(OWN.size());
        assertThat(after.topic()).isEqualTo("sensors/ä/alarm");
        assertThat(after.payload()).isEqualTo(before.payload());
        assertThat(after.qos()).isEqualTo(Qos.AT_LEAST_ONCE);
        assertThat(after.retained()).isTrue();
        assertThat(after.properties()).isEqualTo(before.properties());
        assertThat(after.receivedAt()).isEqualTo(before.receivedAt());
        assertThat(after.end()).isNotEqualTo(before.end());
        assertThat(after.origin())
                .isEqualTo(new Origin("old-gateway", before.end(), List.of("lane")));
    }

    @Test
    void aReadingIsOnlyForTheRoutesThatHadNotDeliveredIt() throws IOException {
        // Given
        FaultyFileStore source =
                Moving.left(
                        List.of("all", "alarms"),
                        List.of("sensors/a/alarm", "sensors/a/alarm", "sensors/a/telemetry"));
        Moving.release(source, "all", 1);
        byte[] file = Moving.export(source, Moving.TWO_ROUTES);
        FaultyFileStore disk = new FaultyFileStore();

        // When
        Moving.take(file, disk, Moving.TWO_ROUTES, Map.of());

        // Then
        assertThat(Moving.read(disk, "all"))
                .extracting(message -> String.valueOf(message.origin()).replaceAll(".*routes=", ""))
                .containsExactly("[alarms]]", "[alarms, all]]", "[all]]");
    }

    @Test
    void bringsAFileOnce() throws IOException {
        // Given
        byte[] file = oldReadings();
        FaultyFileStore disk = SpoolRun.diskWith(OWN);
        Moving.take(file, disk);

        // When
        ImportResult again = Moving.take(file, disk);

        // Then
        assertThat(again.readings()).isZero();
        assertThat(again.earlier()).isPresent();
        assertThat(Messages.texts(Moving.read(disk, "lane"))).isEqualTo(ownAndOld());
    }

    @Test
    void bringsAFileOnceThoughAllOfItWasDeliveredMeanwhile() throws IOException {
        // Given
        byte[] file = oldReadings();
        FaultyFileStore disk = new FaultyFileStore();
        Moving.take(file, disk);
        Moving.release(disk, "lane", OLD.size());

        // When
        Moving.take(file, disk);

        // Then
        assertThat(Moving.read(disk, "lane")).isEmpty();
    }

    @Test
    void bringsAllOrNothingWheneverItIsKilledAndAllOnceWhenRepeated() throws IOException {
        byte[] file = oldReadings();
        boolean finished = false;
        for (int changes = 0; !finished; changes++) {
            // Given
            FaultyFileStore disk = SpoolRun.diskWith(OWN);

            // When
            disk.dieAfter(changes);
            finished = isTaken(file, disk);
            FaultyFileStore next = disk.afterKill();

            // Then
            assertThat(Messages.texts(Moving.read(next, "lane"))).isIn(OWN, ownAndOld());
            FaultyFileStore last = next.afterKill();
            Moving.take(file, last);
            assertThat(Messages.texts(Moving.read(last, "lane"))).isEqualTo(ownAndOld());
        }
    }

    @Test
    void bringsAllOrNothingWheneverThePowerIsCutAndAllOnceWhenRepeated() throws IOException {
        byte[] file = oldReadings();
        Random chance = new Random(20_250_101);
        boolean finished = false;
        for (int changes = 0; !finished; changes++) {
            // Given
            FaultyFileStore disk = SpoolRun.diskWith(OWN);

            // When
            disk.dieAfter(changes);
            finished = isTaken(file, disk);
            FaultyFileStore next = disk.afterPowerCut(chance);

            // Then
            assertThat(Messages.texts(Moving.read(next, "lane"))).isIn(OWN, ownAndOld());
            FaultyFileStore last = next.afterKill();
            Moving.take(file, last);
            assertThat(Messages.texts(Moving.read(last, "lane"))).isEqualTo(ownAndOld());
        }
    }

    private static boolean isTaken(byte[] file, FaultyFileStore disk) throws IOException {
        try {
            Moving.take(file, disk);
            return true;
        } catch (SpoolException e) {
            return false;
        }
    }

    @Test
    void aGatewayThatStartsAfterAKillGoesOnWithOwnReadingsAndTheImportIsRepeated()
            throws IOException {
        // Given: staged, and no note yet
        byte[] file = oldReadings();
        FaultyFileStore disk = SpoolRun.diskWith(OWN);
        disk.dieAfter(12);
        assertThat(isTaken(file, disk)).isFalse();
        FaultyFileStore next = disk.afterKill();
        try (SpoolRun run = new SpoolRun(next)) {
            run.store("between");
        }

        // When
        FaultyFileStore last = next.afterKill();
        Moving.take(file, last);

        // Then
        List<String> all = new ArrayList<>(OWN);
        all.add("between");
        all.addAll(OLD);
        assertThat(Messages.texts(Moving.read(last, "lane"))).isEqualTo(all);
        assertThat(last.names(Imports.FOLDER)).hasSize(1);
    }

    @Test
    void leavesDamagedReadingsOutAndTakesThemFromASoundCopyLater() throws IOException {
        // Given
        byte[] sound = oldReadings();
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 1;
        FaultyFileStore disk = new FaultyFileStore();

        // When
        ImportResult first = Moving.take(damaged, disk);
        ImportResult same = Moving.take(damaged, disk);
        ImportResult second = Moving.take(sound, disk);
        ImportResult third = Moving.take(damaged, disk);

        // Then
        assertThat(first.readings()).isEqualTo(OLD.size() - 1);
        assertThat(first.missingReadings()).isEqualTo(1);
        assertThat(first.missing()).hasSize(1);
        assertThat(first.missing().get(0).from()).isLessThanOrEqualTo(damaged.length / 2);
        assertThat(first.missing().get(0).to()).isGreaterThan(damaged.length / 2);
        assertThat(same.readings()).isZero();
        assertThat(same.missingReadings()).isEqualTo(1);
        assertThat(second.readings()).isEqualTo(1);
        assertThat(second.missing()).isEmpty();
        assertThat(third.readings()).isZero();
        assertThat(third.missing()).isEmpty();
        assertThat(Messages.texts(Moving.read(disk, "lane")))
                .hasSize(OLD.size())
                .containsExactlyInAnyOrderElementsOf(OLD);
    }

    @Test
    void saysWhatIsMissingOfAFileThatWasCutOff() throws IOException {
        // Given
        byte[] whole = oldReadings();
        int cut = whole.length - 1000;

        // When
        FaultyFileStore disk = new FaultyFileStore();
        ImportResult result = Moving.take(Arrays.copyOf(whole, cut), disk);

        // Then
        assertThat(result.missing()).hasSize(1);
        assertThat(result.missing().get(0).from()).isBetween(cut - 100L, (long) cut);
        assertThat(result.missing().get(0).to()).isEqualTo(whole.length);
        assertThat(result.readings() + result.missingReadings()).isEqualTo(OLD.size());
        assertThat(Moving.read(disk, "lane")).hasSize((int) result.readings());
    }

    @Test
    void refusesWhatIsNoExportAndAHeaderThatIsDamaged() throws IOException {
        byte[] file = oldReadings();
        byte[] damaged = file.clone();
        damaged[30] ^= 1;
        byte[] newer = file.clone();
        newer[8] = 9;
        assertRefused(new byte[] {1, 2}, Moving.ONE_ROUTE, Map.of(), "is no file");
        assertRefused(damaged, Moving.ONE_ROUTE, Map.of(), "damaged in its header");
        assertRefused(newer, Moving.ONE_ROUTE, Map.of(), "export format 9");
    }

    @Test
    void refusesRoutesThatAreNotThereAndFiltersThatDoNotTakeTheReadings() throws IOException {
        byte[] file = oldReadings();
        TopicFilter all = TopicFilter.of("#");
        assertRefused(file, Map.of("other", all), Map.of(), "[lane]");
        assertRefused(file, Map.of("other", all), Map.of("lane", "third"), "[third]");
        assertRefused(file, Moving.ONE_ROUTE, Map.of("lan", "lane"), "[lan]");
        assertRefused(file, Map.of("lane", TopicFilter.of("x/#")), Map.of(), "x/#");
    }

    @Test
    void refusesWhatTheSpoolMayNotHold() throws IOException {
        byte[] file =
                Moving.export(
                        SpoolRun.diskWith(Moving.numbered("x".repeat(900), 60)), Moving.ONE_ROUTE);
        FaultyFileStore disk = SpoolRun.diskWith(Moving.numbered("y".repeat(900), 20)); // of 64 KiB
        List<String> before = disk.segments();
        assertThatThrownBy(() -> Moving.take(file, disk))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("Raise spool.maxBytes to at least");
        assertThat(disk.segments()).isEqualTo(before);
        assertThat(disk.names(Imports.FOLDER)).isEmpty();
    }

    private static void assertRefused(
            byte[] file,
            Map<String, TopicFilter> routes,
            Map<String, String> renamed,
            String message) {
        FaultyFileStore disk = SpoolRun.diskWith(OWN);
        List<String> before = disk.segments();
        assertThatThrownBy(() -> Moving.take(file, disk, routes, renamed))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining(message);
        assertThat(disk.segments()).isEqualTo(before);
        assertThat(disk.names(Imports.FOLDER)).isEmpty();
    }

    @Test
    void givesAnotherRouteWhatItIsToldTo() throws IOException {
        // Given
        byte[] file = oldReadings();
        FaultyFileStore disk = new FaultyFileStore();

        // When
        ImportResult result =
                Moving.take(
                        file,
                        disk,
                        Map.of("other", TopicFilter.of("sensors/#")),
                        Map.of("lane", "other"));

        // Then
        assertThat(result.routes()).containsOnlyKeys("other");
        assertThat(Moving.read(disk, "other"))
                .hasSize(OLD.size())
                .allSatisfy(
                        message ->
                                assertThat(message.origin())
                                        .extracting(Origin::routes)
                                        .isEqualTo(List.of("other")));
    }

    @Test
    void whatWasImportedCanBeExportedOnceMoreUnderItsName() throws IOException {
        // Given
        FaultyFileStore second = new FaultyFileStore();
        Moving.take(oldReadings(), second);

        // When
        FaultyFileStore third = new FaultyFileStore();
        Moving.take(Moving.export(second, Moving.ONE_ROUTE), third);

        // Then
        List<SpooledMessage> first = Moving.read(SpoolRun.diskWith(OLD), "lane");
        List<SpooledMessage> moved = Moving.read(third, "lane");
        assertThat(moved)
                .extracting(message -> String.valueOf(message.origin()))
                .isEqualTo(
                        first.stream()
                                .map(
                                        message ->
                                                String.valueOf(
                                                        new Origin(
                                                                "old-gateway",
                                                                message.end(),
                                                                List.of("lane"))))
                                .toList());
    }

    @Test
    void aDiskThatFillsUpLeavesTheSpoolAsItWas() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(OWN);
        disk.leaveFree(5000);

        // When
        byte[] file = oldReadings();
        assertThatThrownBy(() -> Moving.take(file, disk))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("No space left");

        // Then
        disk.leaveFree(Long.MAX_VALUE);
        assertThat(disk.names(Imports.FOLDER)).isEmpty();
        Moving.take(file, disk);
        assertThat(Messages.texts(Moving.read(disk, "lane"))).isEqualTo(ownAndOld());
    }
}
