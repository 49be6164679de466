/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What the spool makes of files that are not as it left them. */
class FileSpoolDamageTest {

    private static final List<String> TEXTS = List.of("first", "second", "third", "fourth");
    private static final String FIRST_SEGMENT = SegmentFormat.name(0);

    /** Long enough that a segment of 4 KiB holds three. */
    private static final List<String> LONG_TEXTS =
            IntStream.range(0, 12).mapToObj(i -> i + "-" + "x".repeat(1_000)).toList();

    @Test
    void aTornTailCostsOnlyTheRecordThatItBelongsTo() throws IOException {
        // Given
        byte[] whole = SpoolRun.diskWith(TEXTS).bytes(FIRST_SEGMENT);
        int lastRecord = recordsIn(whole).get(3);

        for (int length = lastRecord; length < whole.length; length++) {
            FaultyFileStore disk = SpoolRun.diskWith(List.of());
            disk.put(FIRST_SEGMENT, Arrays.copyOf(whole, length));

            // When
            try (SpoolRun run = new SpoolRun(disk)) {
                List<String> read = run.readAll();
                run.store("fifth");

                // Then
                assertThat(read).as("cut at %d", length).isEqualTo(TEXTS.subList(0, 3));
                assertThat(Messages.texts(Messages.read(run.cursor, 1))).containsExactly("fifth");
                assertThat(run.events.told()).isEmpty();
            }
        }
    }

    @Test
    void aTailOfZerosIsCutSilently() throws IOException {
        // Given
        byte[] whole = SpoolRun.diskWith(TEXTS).bytes(FIRST_SEGMENT);
        FaultyFileStore disk = SpoolRun.diskWith(List.of());
        disk.put(FIRST_SEGMENT, Arrays.copyOf(whole, whole.length + 5_000));

        // When
        try (SpoolRun run = new SpoolRun(disk)) {

            // Then
            assertThat(run.readAll()).isEqualTo(TEXTS);
            assertThat(run.events.told()).isEmpty();
        }
    }

    @Test
    void recordsThatAPowerCutLeftUnfilledFromASectorOnAreCutSilently() throws IOException {
        // Given a whole record, and behind it two whose last sectors never came to the disk
        List<String> texts = List.of("first", "x".repeat(1_200), "last");
        byte[] whole = SpoolRun.diskWith(texts).bytes(FIRST_SEGMENT);
        Arrays.fill(whole, 1_024, whole.length, (byte) 0);
        FaultyFileStore disk = SpoolRun.diskWith(List.of());
        disk.put(FIRST_SEGMENT, whole);

        // When
        try (SpoolRun run = new SpoolRun(disk)) {

            // Then
            assertThat(run.readAll()).containsExactly("first");
            assertThat(run.events.told()).isEmpty();
        }
    }

    @Test
    void aFlippedBitCostsAtMostTheRecordThatItHit() throws IOException {
        // Given
        byte[] whole = SpoolRun.diskWith(TEXTS).bytes(FIRST_SEGMENT);
        List<Integer> records = recordsIn(whole);

        for (int bit = 0; bit < whole.length * 8; bit++) {
            FaultyFileStore disk = SpoolRun.diskWith(List.of());
            disk.put(FIRST_SEGMENT, flipped(whole, bit));

            // When
            try (SpoolRun run = new SpoolRun(disk)) {
                List<String> read = run.readAll();

                // Then
                assertThat(read)
                        .as("bit %d", bit)
                        .isEqualTo(without(TEXTS, recordAt(records, bit / 8)));
            }
        }
    }

    @Test
    void whatIsDamagedWhenItIsReadAgainIsSetAside() throws IOException {
        // Given
        byte[] whole = SpoolRun.diskWith(TEXTS).bytes(FIRST_SEGMENT);
        List<Integer> records = recordsIn(whole);
        FaultyFileStore disk = SpoolRun.diskWith(List.of());
        disk.put(FIRST_SEGMENT, flipped(whole, (records.get(1) + 20) * 8));

        try (SpoolRun run = new SpoolRun(disk)) {
            // When
            SpooledMessage first = run.cursor.again(new SpoolPosition(records.get(0)));
            SpooledMessage second = run.cursor.again(new SpoolPosition(records.get(1)));

            // Then
            assertThat(first).isNotNull().extracting(Messages::text).isEqualTo(TEXTS.get(0));
            assertThat(second).isNull();
            assertThat(run.readAll()).isEqualTo(without(TEXTS, 1));
        }
    }

    @Test
    void aFlippedBitInAnEarlierSegmentCostsAtMostTheRecordThatItHit() throws IOException {
        // Given
        FaultyFileStore sound = SpoolRun.diskWith(LONG_TEXTS);
        byte[] first = sound.bytes(FIRST_SEGMENT);
        List<Integer> records = recordsIn(first);
        assertThat(sound.segments().size()).isGreaterThan(3);

        for (int bit = 0; bit < first.length * 8; bit += 97) {
            FaultyFileStore disk = SpoolRun.diskWith(LONG_TEXTS);
            disk.put(FIRST_SEGMENT, flipped(first, bit));

            // When
            try (SpoolRun run = new SpoolRun(disk)) {

                // Then
                assertThat(run.readAll())
                        .as("bit %d", bit)
                        .isEqualTo(without(LONG_TEXTS, recordAt(records, bit / 8)));
            }
        }
    }

    @Test
    void damageIsSetAsideOnceForAllLanesAndOpenings() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(LONG_TEXTS);
        byte[] first = disk.bytes(FIRST_SEGMENT);
        int at = recordsIn(first).get(1) + 100;
        disk.put(FIRST_SEGMENT, flipped(first, at * 8));
        byte[] cursor = disk.bytes("cursors/lane.cursor");
        disk.put("cursors/other.cursor", cursor);

        // When
        try (SpoolRun run = new SpoolRun(disk)) {
            run.readAll();
            Messages.readAll(run.spool.cursor("other"));

            // Then
            assertThat(run.events.told()).containsExactly("damaged");
        }
        FaultyFileStore next = disk.afterKill();
        try (SpoolRun run = new SpoolRun(next)) {
            assertThat(run.readAll()).hasSize(LONG_TEXTS.size() - 1);
            assertThat(run.events.told()).isEmpty();
            assertThat(next.names("damaged")).hasSize(1);
            assertThat(next.bytes("damaged/" + next.names("damaged").get(0)))
                    .hasSize(recordsIn(first).get(2) - recordsIn(first).get(1));
        }
    }

    @Test
    void aDamagedEndDoesNotKeepALaneBehind() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(TEXTS);
        try (SpoolRun run = new SpoolRun(disk)) {
            run.readAll();
            run.cursor.release(run.cursor.position());
            run.store("lost");

            // When
            String second = disk.segments().get(disk.segments().size() - 1);
            disk.put(second, flipped(disk.bytes(second), 8 * (SegmentFormat.HEADER_BYTES + 20)));
        }

        // Then
        try (SpoolRun run = new SpoolRun(disk.afterKill())) {
            assertThat(run.readAll()).isEmpty();
            assertThat(run.cursor.bytesBehind()).isZero();
            assertThat(run.spool.lanesBehind()).isEmpty();
        }
    }

    @Test
    void aRecordInsideOfAPayloadIsNotTakenForOne() throws IOException {
        // Given a payload that is a segment's file, in a record whose own checksum is broken
        byte[] inner = SpoolRun.diskWith(TEXTS).bytes(FIRST_SEGMENT);
        FaultyFileStore disk = new FaultyFileStore();
        try (SpoolRun run = new SpoolRun(disk)) {
            run.spool.append(
                    new InboundMessage(
                            "t",
                            Payload.of(inner),
                            Qos.AT_LEAST_ONCE,
                            false,
                            MessageProperties.NONE,
                            Messages.RECEIVED_AT,
                            run.receipts.of("outer")));
            run.append("after");
            run.receipts.awaitCount(2);
        }
        byte[] outer = disk.bytes(FIRST_SEGMENT);
        FaultyFileStore left = disk.afterKill();
        left.put(FIRST_SEGMENT, flipped(outer, 8 * (SegmentFormat.HEADER_BYTES + 5)));

        // When
        try (SpoolRun run = new SpoolRun(left)) {

            // Then
            assertThat(run.readAll()).containsExactly("after");
        }
    }

    @Test
    void aMissingSegmentIsPassedOver() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(LONG_TEXTS);
        disk.delete(disk.segments().get(1));

        // When
        try (SpoolRun run = new SpoolRun(disk)) {

            // Then
            List<String> kept = new ArrayList<>(LONG_TEXTS);
            kept.subList(3, 6).clear();
            assertThat(run.readAll()).isEqualTo(kept);
            assertThat(run.events.told()).containsExactly("missing");
        }
    }

    @Test
    void aSegmentThatVanishesWhileRunningIsPassedOver() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(LONG_TEXTS);
        try (SpoolRun run = new SpoolRun(disk)) {
            // When
            disk.delete(disk.segments().get(0));

            // Then
            assertThat(run.readAll()).isEqualTo(LONG_TEXTS.subList(3, 12));
            assertThat(run.events.told()).containsExactly("missing");
        }
    }

    @Test
    void aTruncatedSegmentLosesWhatWasCutAndNothingBehindIt() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(LONG_TEXTS);
        byte[] first = disk.bytes(FIRST_SEGMENT);
        disk.put(FIRST_SEGMENT, Arrays.copyOf(first, recordsIn(first).get(1) + 10));

        // When
        try (SpoolRun run = new SpoolRun(disk)) {

            // Then
            List<String> kept = new ArrayList<>(LONG_TEXTS);
            kept.subList(1, 3).clear();
            assertThat(run.readAll()).isEqualTo(kept);
        }
    }

    @Test
    void aLostLogTakesTheLaneToItsEnd() throws IOException {
        // Given a lane that has released all of a log, whose last segments are lost then
        FaultyFileStore disk = new FaultyFileStore();
        try (SpoolRun run = new SpoolRun(disk)) {
            run.spool.cursor("slow");
            LONG_TEXTS.forEach(run::store);
            Messages.read(run.cursor, LONG_TEXTS.size());
            run.cursor.release(run.cursor.position());
        }
        FaultyFileStore left = disk.afterKill();
        left.delete(left.segments().get(left.segments().size() - 1));

        // When
        try (SpoolRun run = new SpoolRun(left)) {
            run.store("new");

            // Then
            assertThat(Messages.texts(Messages.read(run.cursor, 1))).containsExactly("new");
            assertThat(run.events.told()).containsExactly("missing");
        }
    }

    @Test
    void aCursorWithNoSoundSlotBeginsWithTheOldestReading() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(TEXTS);
        disk.put("cursors/lane.cursor", new byte[3]);

        // When
        try (SpoolRun run = new SpoolRun(disk)) {

            // Then
            assertThat(run.readAll()).isEqualTo(TEXTS);
        }
    }

    @Test
    void aTornCursorSlotLeavesTheReleaseBeforeIt() throws IOException {
        // Given
        FaultyFileStore disk = new FaultyFileStore();
        try (SpoolRun run = new SpoolRun(disk)) {
            TEXTS.forEach(run::store);
            for (SpooledMessage message : Messages.read(run.cursor, 3)) {
                run.cursor.release(message.end());
            }
        }
        FaultyFileStore left = disk.afterKill();
        byte[] cursor = left.bytes("cursors/lane.cursor");
        cursor[512 + 14] ^= 0x40; // the third release went to the second slot

        // When
        left.put("cursors/lane.cursor", cursor);

        // Then
        try (SpoolRun run = new SpoolRun(left)) {
            assertThat(run.readAll()).containsExactly("third", "fourth");
        }
    }

    @Test
    void readingsWithoutAnyCursorGoToWhoeverComes() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(TEXTS);
        disk.delete("cursors/lane.cursor");

        // When
        try (SpoolRun run = new SpoolRun(disk)) {

            // Then
            assertThat(run.readAll()).isEqualTo(TEXTS);
        }
    }

    @Test
    void aSegmentOfAnotherFormatIsRefusedAndNothingIsTouched() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(LONG_TEXTS);
        byte[] header = SegmentFormat.header(0).array();
        header[8] = 3;
        CRC32C crc = new CRC32C();
        crc.update(header, 0, 20);
        Bytes.putInt(header, 20, (int) crc.getValue());
        byte[] first = disk.bytes(FIRST_SEGMENT);
        System.arraycopy(header, 0, first, 0, header.length);
        disk.put(FIRST_SEGMENT, first);
        List<String> names = disk.segments();
        disk.remount(true);

        // When / Then
        assertThatThrownBy(() -> new SpoolRun(disk))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("format 3")
                .hasMessageContaining("knows format 2");
        assertThat(disk.segments()).isEqualTo(names);
    }

    @Test
    void aSegmentUnderAnotherNameIsRefused() throws IOException {
        // Given
        FaultyFileStore disk = SpoolRun.diskWith(TEXTS);
        disk.put(SegmentFormat.name(77), disk.bytes(FIRST_SEGMENT));

        // When / Then
        assertThatThrownBy(() -> new SpoolRun(disk))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("was written under the name " + FIRST_SEGMENT);
    }

    /** Offsets of the records in a segment's file. */
    private static List<Integer> recordsIn(byte[] segment) {
        List<Integer> offsets = new ArrayList<>();
        int at = SegmentFormat.HEADER_BYTES;
        while (at < segment.length) {
            offsets.add(at);
            at += RecordFormat.HEAD_BYTES + Bytes.intAt(segment, at + RecordFormat.LENGTH_AT);
        }
        return offsets;
    }

    /** Which record an offset is in; -1 for the header. */
    private static int recordAt(List<Integer> records, int offset) {
        int record = -1;
        while (record + 1 < records.size() && records.get(record + 1) <= offset) {
            record++;
        }
        return record;
    }

    private static List<String> without(List<String> texts, int index) {
        List<String> left = new ArrayList<>(texts);
        if (index >= 0) {
            left.remove(index);
        }
        return left;
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        return flipped;
    }
}
