/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.TreeMap;

/** Counts what is to be exported, and makes the id that only the same readings have. */
final class ExportCount {

    private static final int ID_BYTES = 16;

    private final String gateway;
    private final MessageDigest digest;
    private final ByteBuffer numbers = ByteBuffer.allocate(28);
    private final TreeMap<String, Long> routes = new TreeMap<>();
    private long readings;
    private long bytes;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;

    ExportCount(String gateway) {
        this.gateway = gateway;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        digest.update(gateway.getBytes(StandardCharsets.UTF_8));
    }

    void add(SpooledMessage message, Origin origin, RecordEncoder record) {
        long receivedAt = message.receivedAt().toEpochMilli();
        readings++;
        bytes += record.recordBytes();
        oldest = Math.min(oldest, receivedAt);
        newest = Math.max(newest, receivedAt);
        origin.routes().forEach(route -> routes.merge(route, 1L, Long::sum));
        String names = origin.gateway() + "/" + String.join("/", origin.routes());
        numbers.clear();
        numbers.putLong(receivedAt)
                .putLong(origin.end().offset())
                .putInt(record.recordBytes())
                .putInt(message.payload().hashCode())
                .putInt(names.length());
        digest.update(numbers.flip());
        digest.update(names.getBytes(StandardCharsets.UTF_8));
    }

    ExportHeader header(Instant now) {
        byte[] id = new byte[ID_BYTES];
        System.arraycopy(digest.digest(), 0, id, 0, ID_BYTES);
        return new ExportHeader(
                HexFormat.of().formatHex(id),
                gateway,
                now,
                readings,
                bytes,
                Instant.ofEpochMilli(readings == 0 ? 0 : oldest),
                Instant.ofEpochMilli(readings == 0 ? 0 : newest),
                routes);
    }
}
