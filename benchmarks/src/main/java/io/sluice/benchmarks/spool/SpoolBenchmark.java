/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.spool;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.spool.FileSpool;
import io.sluice.gateway.spool.FileSpoolSettings;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.spool.SpoolCursor;
import io.sluice.gateway.spool.SpoolEvents;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.toolkit.DataSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Appends readings of 200 B to a spool on disk, so many unsettled at a time as a broker would leave
 * unacknowledged, then opens it again and reads them all. Prints one JSON object a round.
 *
 * <p>Arguments: an empty directory, messages a round, unsettled messages at a time, rounds.
 */
public final class SpoolBenchmark {

    private static final int PAYLOAD_BYTES = 200;
    private static final Duration SOON = Duration.ofSeconds(10);

    private SpoolBenchmark() {}

    /** Runs it; each round in a folder of its own. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int messages = Integer.parseInt(args[1]);
        int window = Integer.parseInt(args[2]);
        int rounds = Integer.parseInt(args[3]);
        for (int round = 0; round < rounds; round++) {
            run(Path.of(args[0]).resolve("round-" + round), messages, window);
        }
    }

    private static void run(Path directory, int messages, int window) throws InterruptedException {
        FileSpoolSettings settings = FileSpoolSettings.of(directory, DataSize.ofMib(8 << 10));
        AtomicLong syncs = new AtomicLong();
        SpoolEvents events =
                new SpoolEvents() {
                    @Override
                    public void synced(int count, long bytes, long nanos) {
                        syncs.incrementAndGet();
                    }
                };
        long began = System.nanoTime();
        try (Spool spool = FileSpool.open(settings, events)) {
            spool.cursor("lane");
            append(spool, messages, window);
        }
        double appendSeconds = secondsSince(began);
        began = System.nanoTime();
        try (Spool spool = FileSpool.open(settings, SpoolEvents.NONE)) {
            double openSeconds = secondsSince(began);
            began = System.nanoTime();
            read(spool.cursor("lane"), messages);
            System.out.printf(
                    Locale.ROOT,
                    "{\"messages\":%d,\"window\":%d,\"appendsPerSecond\":%.0f,\"messagesPerSync\":%.0f,"
                            + "\"openMillis\":%.0f,\"readsPerSecond\":%.0f}%n",
                    messages,
                    window,
                    messages / appendSeconds,
                    (double) messages / syncs.get(),
                    openSeconds * 1000,
                    messages / secondsSince(began));
        }
    }

    private static void append(Spool spool, int messages, int window) throws InterruptedException {
        Payload payload = Payload.of(new byte[PAYLOAD_BYTES]);
        Semaphore unsettled = new Semaphore(window);
        Receipt receipt = unsettled::release;
        Instant now = Instant.now();
        String[] topics = new String[100];
        for (int i = 0; i < topics.length; i++) {
            topics[i] = "sensors/device-" + i + "/telemetry";
        }
        for (int i = 0; i < messages; i++) {
            unsettled.acquire();
            spool.append(
                    new InboundMessage(
                            topics[i % topics.length],
                            payload,
                            Qos.AT_LEAST_ONCE,
                            false,
                            MessageProperties.NONE,
                            now,
                            receipt));
        }
        unsettled.acquire(window);
    }

    private static void read(SpoolCursor cursor, int messages) throws InterruptedException {
        int left = messages;
        while (left > 0) {
            List<SpooledMessage> some = cursor.read(1 << 20, SOON);
            if (some.isEmpty()) {
                throw new IllegalStateException(left + " messages are missing");
            }
            left -= some.size();
            cursor.release(some.get(some.size() - 1).end());
        }
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
