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
import io.sluice.toolkit.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Wrote {@code src/test/resources/spool/v1}, from the gateway's folder. Kept to show how they came
 * about; run it again only for a new format, with a new folder.
 */
final class WriteFixtures {

    private WriteFixtures() {}

    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        for (String name : List.of("clean", "torn-tail", "bit-flip", "empty-tail")) {
            write(root.resolve(name));
        }
        Path torn = root.resolve("torn-tail").resolve(SegmentFormat.name(0));
        byte[] whole = Files.readAllBytes(torn);
        Files.write(torn, Arrays.copyOf(whole, whole.length - 5));
        Path flipped = root.resolve("bit-flip").resolve(SegmentFormat.name(0));
        whole[90] ^= 0x10; // in the second record
        Files.write(flipped, whole);
        Files.write(
                root.resolve("empty-tail").resolve(SegmentFormat.name(whole.length)), new byte[0]);
    }

    private static void write(Path directory) throws IOException {
        FileSpoolSettings settings = FileSpoolSettings.of(directory, DataSize.ofMib(1));
        Receipts receipts = new Receipts();
        try (FileSpool spool = FileSpool.open(settings, SpoolEvents.NONE)) {
            spool.cursor("lane");
            spool.append(Messages.message("{\"t\":1}", receipts.of("1")));
            spool.append(Messages.message("", receipts.of("2")));
            MessageProperties properties =
                    new MessageProperties(
                            true,
                            60L,
                            "application/json",
                            "answers",
                            Payload.ofUtf8("7"),
                            List.of(new UserProperty("site", "berlin")));
            spool.append(
                    new InboundMessage(
                            "sensors/grün/telemetry",
                            Payload.ofUtf8("{\"t\":3}"),
                            Qos.EXACTLY_ONCE,
                            true,
                            properties,
                            Messages.RECEIVED_AT,
                            receipts.of("3")));
            receipts.awaitCount(3);
        }
        Files.delete(directory.resolve("lock"));
        Files.delete(directory.resolve("damaged"));
    }
}
