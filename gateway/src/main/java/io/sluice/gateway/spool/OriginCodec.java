/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record's origin as specified in the package's comment. Decoding is for one thread: it remembers
 * the last gateway and routes, since neighbours mostly share theirs.
 */
final class OriginCodec {

    private static final int POSITION_BYTES = 8;

    private byte[] lastBytes = new byte[0];
    private Origin last = new Origin("", SpoolPosition.START, List.of());

    static byte[] encode(Origin origin) {
        byte[] gateway = origin.gateway().getBytes(StandardCharsets.UTF_8);
        List<byte[]> routes =
                origin.routes().stream()
                        .map(route -> route.getBytes(StandardCharsets.US_ASCII))
                        .toList();
        int bytes = POSITION_BYTES + 2 + gateway.length;
        for (byte[] route : routes) {
            bytes += 1 + route.length;
        }
        ByteBuffer target = ByteBuffer.allocate(bytes);
        target.putLong(origin.end().offset());
        target.putShort((short) gateway.length).put(gateway);
        for (byte[] route : routes) {
            target.put((byte) route.length).put(route);
        }
        return target.array();
    }

    /** The origin, or null if the bytes are none that {@link #encode} made. */
    @Nullable Origin decode(byte[] bytes, int at, int length) {
        int limit = at + length;
        int names = at + POSITION_BYTES;
        if (length < POSITION_BYTES + 2) {
            return null;
        }
        SpoolPosition end = new SpoolPosition(Bytes.longAt(bytes, at));
        if (Arrays.equals(bytes, names, limit, lastBytes, 0, lastBytes.length)) {
            return new Origin(last.gateway(), end, last.routes());
        }
        int gatewayBytes = Bytes.unsignedShortAt(bytes, names);
        int to = names + 2;
        if (gatewayBytes > limit - to) {
            return null;
        }
        String gateway = new String(bytes, to, gatewayBytes, StandardCharsets.UTF_8);
        to += gatewayBytes;
        List<String> routes = new ArrayList<>();
        while (to < limit) {
            int routeBytes = bytes[to] & 0xFF;
            if (routeBytes > limit - to - 1) {
                return null;
            }
            routes.add(new String(bytes, to + 1, routeBytes, StandardCharsets.US_ASCII));
            to += 1 + routeBytes;
        }
        if (routes.isEmpty()) {
            return null;
        }
        lastBytes = Arrays.copyOfRange(bytes, names, limit);
        last = new Origin(gateway, end, routes);
        return last;
    }
}
