/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.message.TopicFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an export writes, and what it leaves alone. */
class SpoolExportTest {

    private static final List<String> THREE_TOPICS =
            List.of("sensors/a/telemetry", "sensors/a/alarm", "sensors/b/alarm");

    @Test
    void countsWhatEachRouteHasNotDelivered() {
        // Given
        FaultyFileStore disk = Moving.left(List.of("all", "alarms"), THREE_TOPICS);
        Moving.release(disk, "all", 2);

        // When
        ExportHeader header;
        try (SpoolExport export = SpoolExport.open(disk, "old-gateway", Moving.TWO_ROUTES)) {
            header = export.header();
        }

        // Then
        assertThat(header.gateway()).isEqualTo("old-gateway");
        assertThat(header.readings()).isEqualTo(2);
        assertThat(header.routes()).containsOnly(Map.entry("all", 1L), Map.entry("alarms", 2L));
        assertThat(header.oldest()).isEqualTo(Messages.RECEIVED_AT);
        assertThat(header.newest()).isEqualTo(Messages.RECEIVED_AT);
    }

    @Test
    void leavesTheSpoolAsItIs() throws IOException {
        // Given: with a torn end
        FaultyFileStore disk = SpoolRun.diskWith(Moving.numbered("reading-", 300));
        String last = disk.segments().get(disk.segments().size() - 1);
        byte[] whole = disk.bytes(last);
        byte[] torn = Arrays.copyOf(whole, whole.length - 3);
        disk.put(last, torn);
        disk.remount(true);

        // When
        byte[] file = Moving.export(disk, Moving.ONE_ROUTE);

        // Then
        assertThat(disk.bytes(last)).isEqualTo(torn);
        disk.remount(false);
        FaultyFileStore other = new FaultyFileStore();
        Moving.take(file, other);
        assertThat(Messages.texts(Moving.read(other, "lane")))
                .isEqualTo(Moving.numbered("reading-", 299));
        assertThat(Messages.texts(Moving.read(disk, "lane")))
                .isEqualTo(Moving.numbered("reading-", 299));
    }

    @Test
    void givesTheSameReadingsTheSameId() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(Moving.numbered("reading-", 30));

        // When
        String first = id(disk);
        String again = id(disk);
        Moving.release(disk, "lane", 1);
        String fewer = id(disk);

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(fewer).isNotEqualTo(first);
    }

    private static String id(FaultyFileStore disk) {
        try (SpoolExport export = SpoolExport.open(disk, "old-gateway", Moving.ONE_ROUTE)) {
            return export.header().id();
        }
    }

    @Test
    void releasesWhatItHasExported() {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(Moving.numbered("reading-", 300));

        // When
        try (SpoolExport export = SpoolExport.open(disk, "old-gateway", Moving.ONE_ROUTE)) {
            export.writeTo(new FaultyFileStore(), Moving.FILE);
            export.release();
        }

        // Then
        assertThat(disk.segments()).isEmpty();
        assertThat(Moving.read(disk, "lane")).isEmpty();
    }

    @Test
    void takesAFileThatHoldsTheSameForItsOwn() {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(Moving.numbered("reading-", 3));
        FaultyFileStore folder = new FaultyFileStore();
        try (SpoolExport export = SpoolExport.open(disk, "old-gateway", Moving.ONE_ROUTE)) {
            export.writeTo(folder, Moving.FILE);
        }
        folder.remount(true);

        // When
        try (SpoolExport export = SpoolExport.open(disk, "old-gateway", Moving.ONE_ROUTE)) {
            export.writeTo(folder, Moving.FILE);
        }

        // Then
        assertThat(folder.names(FileStore.TOP)).containsExactly(Moving.FILE);
    }

    @Test
    void doesNotWriteOverAnotherFile() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(List.of("reading"));
        FaultyFileStore folder = new FaultyFileStore();
        folder.put(Moving.FILE, new byte[] {1, 2, 3});

        // When
        try (SpoolExport export = SpoolExport.open(disk, "old-gateway", Moving.ONE_ROUTE)) {
            assertThatThrownBy(() -> export.writeTo(folder, Moving.FILE))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining("is there already");
        }

        // Then
        assertThat(folder.bytes(Moving.FILE)).containsExactly(1, 2, 3);
    }

    @Test
    void leavesNothingBehindOnADiskThatIsFull() {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(Moving.numbered("reading-", 300));
        FaultyFileStore folder = new FaultyFileStore();
        folder.leaveFree(2000);

        // When
        try (SpoolExport export = SpoolExport.open(disk, "old-gateway", Moving.ONE_ROUTE)) {
            assertThatThrownBy(() -> export.writeTo(folder, Moving.FILE))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining("No space left");
        }

        // Then
        assertThat(folder.names(FileStore.TOP)).isEmpty();
    }

    @Test
    void writesTheSameToAStream() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(Moving.numbered("reading-", 30));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        // When
        long fileBytes;
        try (SpoolExport export = SpoolExport.open(disk, "old-gateway", Moving.ONE_ROUTE)) {
            export.writeTo(out);
            fileBytes = export.header().fileBytes();
        }

        // Then
        assertThat(out.size()).isEqualTo((int) fileBytes);
        FaultyFileStore other = new FaultyFileStore();
        assertThat(Moving.take(out.toByteArray(), other).readings()).isEqualTo(30);
    }

    @Test
    void saysWhatOfTheSpoolIsDamagedAndSetsItAsideWhenItReleases() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(Moving.numbered("reading-", 30));
        String segment = disk.segments().get(0);
        byte[] bytes = disk.bytes(segment);
        bytes[90] ^= 1;
        disk.put(segment, bytes);

        // When
        List<String> losses;
        try (SpoolExport export = SpoolExport.open(disk, "old-gateway", Moving.ONE_ROUTE)) {
            export.writeTo(new FaultyFileStore(), Moving.FILE);
            losses = export.losses();
            assertThat(disk.names(DamagedBytes.FOLDER)).isEmpty();
            export.release();
        }

        // Then
        assertThat(losses).singleElement().asString().contains("damaged at offset", segment);
        assertThat(disk.names(DamagedBytes.FOLDER)).hasSize(1);
    }

    @Test
    void refusesASpoolWithReadingsOfARouteThatItDoesNotKnow() {
        // Given
        FaultyFileStore disk = Moving.left(List.of("all", "alarms"), THREE_TOPICS);

        // When / Then
        assertThatThrownBy(
                        () ->
                                SpoolExport.open(
                                        disk,
                                        "old-gateway",
                                        Map.of("all", TopicFilter.of("sensors/#"))))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("[alarms]");
    }
}
