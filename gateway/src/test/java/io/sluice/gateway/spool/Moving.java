/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Spools on disks in memory, and what is moved between them. */
final class Moving {

    static final String FILE = "readings.sluice";
    static final Map<String, TopicFilter> ONE_ROUTE = Map.of("lane", TopicFilter.of("sensors/#"));
    static final Map<String, TopicFilter> TWO_ROUTES =
            Map.of(
                    "all", TopicFilter.of("sensors/#"),
                    "alarms", TopicFilter.of("sensors/+/alarm"));

    private Moving() {}

    static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    static InboundMessage on(String topic, String text, Receipts receipts) {
        return new InboundMessage(
                topic,
                Payload.ofUtf8(text),
                Qos.AT_LEAST_ONCE,
                true,
                new MessageProperties(
                        true,
                        60L,
                        "application/json",
                        "answers",
                        Payload.ofUtf8("7"),
                        List.of(new UserProperty("site", "berlin"))),
                Messages.RECEIVED_AT,
                receipts.of(text));
    }

    /** A disk that a gateway with these lanes has left, none of which has released anything. */
    static FaultyFileStore left(List<String> lanes, List<String> topics) {
        FaultyFileStore disk = new FaultyFileStore();
        Receipts receipts = new Receipts();
        try (FileSpool spool = FileSpool.open(SpoolRun.SMALL, SpoolEvents.NONE, disk)) {
            lanes.forEach(spool::cursor);
            for (int i = 0; i < topics.size(); i++) {
                spool.append(on(topics.get(i), "r" + i, receipts));
                receipts.awaitCount(i + 1);
            }
        }
        return disk.afterKill();
    }

    static void release(FaultyFileStore disk, String lane, int readings) {
        try (FileSpool spool = FileSpool.open(SpoolRun.SMALL, SpoolEvents.NONE, disk)) {
            SpoolCursor cursor = spool.cursor(lane);
            List<SpooledMessage> read = Messages.read(cursor, readings);
            cursor.release(read.get(readings - 1).end());
        }
    }

    /** The file that an export of this disk writes. */
    static byte[] export(FaultyFileStore disk, Map<String, TopicFilter> routes) throws IOException {
        FaultyFileStore folder = new FaultyFileStore();
        try (SpoolExport export = SpoolExport.open(disk, "old-gateway", routes)) {
            export.writeTo(folder, FILE);
        }
        return folder.bytes(FILE);
    }

    static ImportResult take(
            byte[] file,
            FaultyFileStore disk,
            Map<String, TopicFilter> routes,
            Map<String, String> renamed)
            throws IOException {
        FaultyFileStore folder = new FaultyFileStore();
        folder.put(FILE, file);
        try (SpoolImport spool = SpoolImport.open(SpoolRun.SMALL, routes, disk);
                StoredFile opened = folder.open(FILE)) {
            return spool.take(opened, FILE, renamed);
        }
    }

    static ImportResult take(byte[] file, FaultyFileStore disk) throws IOException {
        return take(file, disk, ONE_ROUTE, Map.of());
    }

    /** What a lane of the next gateway on this disk reads. */
    static List<SpooledMessage> read(FaultyFileStore disk, String lane) {
        try (FileSpool spool = FileSpool.open(SpoolRun.SMALL, SpoolEvents.NONE, disk)) {
            return Messages.readAll(spool.cursor(lane));
        }
    }
}
