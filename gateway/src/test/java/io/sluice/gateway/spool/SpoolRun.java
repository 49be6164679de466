/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.toolkit.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A small spool on a faulty disk, with one lane, for as long as one process would run. */
final class SpoolRun implements AutoCloseable {

    /** 64 KiB in segments of 4 KiB, tried again at once. */
    static final FileSpoolSettings SMALL =
            new FileSpoolSettings(
                    Path.of("unused"),
                    DataSize.ofKib(64),
                    DataSize.ofKib(4),
                    DataSize.ofKib(8),
                    Duration.ofMillis(1),
                    Duration.ofMillis(2));

    final RecordedEvents events = new RecordedEvents();
    final Receipts receipts = new Receipts();
    final FileSpool spool;
    final SpoolCursor cursor;
    private int appended;

    SpoolRun(FaultyFileStore disk) {
        spool = FileSpool.open(SMALL, events, disk);
        cursor = spool.cursor("lane");
    }

    /** A disk that was left by a process that had appended these messages, each in a group. */
    static FaultyFileStore diskWith(List<String> texts) {
        FaultyFileStore disk = new FaultyFileStore();
        try (SpoolRun run = new SpoolRun(disk)) {
            texts.forEach(run::store);
        }
        return disk.afterKill();
    }

    void append(String text) {
        spool.append(Messages.message(text, receipts.of(text)));
        appended++;
    }

    /** Appends and waits until it is durable. */
    void store(String text) {
        append(text);
        awaitSettled();
    }

    void awaitSettled() {
        receipts.awaitCount(appended);
    }

    /** The texts of all messages from the lane's cursor to the end of the log as it was opened. */
    List<String> readAll() {
        return Messages.texts(Messages.readAll(cursor));
    }

    @Override
    public void close() {
        spool.close();
    }
}
