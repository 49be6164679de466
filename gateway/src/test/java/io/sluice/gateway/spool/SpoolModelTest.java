/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.toolkit.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * The spool on a faulty disk against a plain list: whatever happens in whatever order, nothing that
 * was settled is lost, the order is kept, and nothing is read that was not appended.
 */
class SpoolModelTest {

    private static final FileSpoolSettings SMALL =
            new FileSpoolSettings(
                    Path.of("unused"),
                    DataSize.ofKib(64),
                    DataSize.ofKib(4),
                    DataSize.ofKib(64),
                    Duration.ofMillis(1),
                    Duration.ofMillis(2));

    @Property(tries = 2_000)
    void losesNothingThatItHasSettled(
            @ForAll @Size(max = 40) List<@IntRange(max = 100_000) Integer> actions) {
        // Given
        Model model = new Model();

        // When
        for (int action : actions) {
            model.act(action % 16, action / 16);
        }

        // Then
        model.readToTheEnd();
        model.close();
    }

    /** The list beside the spool, and the process that uses it. */
    private static final class Model {

        private final List<String> appended = new ArrayList<>();
        private final Set<Integer> seenByOne = new HashSet<>();
        private final Set<Integer> seenByTwo = new HashSet<>();
        private final RecordedEvents events = new RecordedEvents();
        private Receipts receipts = new Receipts();
        private int appendedInThisRun;
        private FaultyFileStore disk = new FaultyFileStore();
        private FileSpool spool;
        private Reader one;
        private Reader two;
        private final Set<String> settled = new HashSet<>();

        Model() {
            spool = FileSpool.open(SMALL, events, disk);
            one = new Reader(spool.cursor("one"), seenByOne, -1);
            two = new Reader(spool.cursor("two"), seenByTwo, -1);
        }

        void act(int what, int detail) {
            switch (what) {
                case 0, 1, 2, 3 -> append(1 + detail % 20, detail);
                case 4, 5, 6 -> one.readAndRelease(1 + detail % 5_000);
                case 7, 8 -> two.readAndRelease(1 + detail % 5_000);
                case 9 -> settleAll();
                case 10 -> disk.failForces(1 + detail % 3);
                case 11 -> disk.failWrites(1 + detail % 3);
                case 12 -> begin(kill(disk.afterKill()), true);
                case 13 -> begin(kill(disk.afterPowerCut(new Random(detail))), false);
                case 14 -> {
                    spool.close();
                    begin(disk.afterKill(), true);
                }
                default -> {
                    if (one.last > 0) {
                        one.release();
                    }
                }
            }
        }

        private void append(int count, int detail) {
            Random chance = new Random(detail);
            for (int i = 0; i < count; i++) {
                String name = Integer.toString(appended.size());
                int size = chance.nextInt(20) == 0 ? 6_000 : chance.nextInt(400);
                String text = name + ":" + name.repeat(size / name.length());
                InboundMessage message = Messages.message(text, receipts.of(name));
                appended.add(text);
                spool.append(message);
                appendedInThisRun++;
            }
        }

        /** Waits for the disk; with the spool full the lanes have to make room for that. */
        private void settleAll() {
            disk.failForces(0);
            disk.failWrites(0);
            while (spool.status().unsettledMessages() > 0) {
                one.readAndRelease(10_000);
                two.readAndRelease(10_000);
                Thread.onSpinWait();
            }
            receipts.awaitCount(appendedInThisRun);
        }

        private FaultyFileStore kill(FaultyFileStore left) {
            spool.close();
            return left;
        }

        private void begin(FaultyFileStore found, boolean releasesAreKept) {
            settled.addAll(receipts.settled());
            assertThat(receipts.settled()).isSortedAccordingTo(Model::byNumber);
            receipts = new Receipts();
            appendedInThisRun = 0;
            disk = found;
            spool = FileSpool.open(SMALL, events, disk);
            one = one.again(spool.cursor("one"), releasesAreKept);
            two = two.again(spool.cursor("two"), releasesAreKept);
        }

        private static int byNumber(String a, String b) {
            return Integer.compare(Integer.parseInt(a), Integer.parseInt(b));
        }

        /** One more message is the end that both lanes come to, whatever they had released. */
        void readToTheEnd() {
            append(1, 0);
            settleAll();
            settled.addAll(receipts.settled());
            int newest = appended.size() - 1;
            one.readUpTo(newest);
            two.readUpTo(newest);
            for (String name : settled) {
                int number = Integer.parseInt(name);
                assertThat(seenByOne).as("settled, read by lane one").contains(number);
                assertThat(seenByTwo).as("settled, read by lane two").contains(number);
            }
            assertThat(events.told()).doesNotContain("damaged");
        }

        void close() {
            spool.close();
        }

        /** A lane that checks what it reads. */
        private final class Reader {
            final SpoolCursor cursor;
            final Set<Integer> seen;
            int last;
            int released;

            Reader(SpoolCursor cursor, Set<Integer> seen, int released) {
                this.cursor = cursor;
                this.seen = seen;
                this.last = released;
                this.released = released;
            }

            Reader again(SpoolCursor next, boolean releasesAreKept) {
                return new Reader(next, seen, releasesAreKept ? released : -1);
            }

            void readAndRelease(int maxBytes) {
                int before = last;
                try {
                    for (SpooledMessage message : cursor.read(maxBytes, Duration.ZERO)) {
                        String text = Messages.text(message);
                        int number = Integer.parseInt(text.substring(0, text.indexOf(':')));
                        assertThat(text).isEqualTo(appended.get(number));
                        assertThat(number).as("order").isGreaterThan(last);
                        last = number;
                        seen.add(number);
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted", e);
                }
                if (maxBytes % 3 != 0 && last > before) {
                    release();
                }
            }

            /** Receipts are settled a moment before the cursors see their messages. */
            void readUpTo(int number) {
                long deadline = System.nanoTime() + Messages.SOON.toNanos();
                while (last < number && System.nanoTime() < deadline) {
                    readAndRelease(10_000);
                }
                release();
            }

            void release() {
                boolean willBeStored = !disk.isFailingWrites();
                cursor.release(cursor.position());
                if (willBeStored && !disk.isFailingWrites()) {
                    released = last;
                }
            }
        }
    }
}
