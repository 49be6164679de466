/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import io.sluice.gateway.time.TokenBucket;

/**
 * Keeps one connection below what AWS IoT Core takes on it, a little below, since the network may
 * bring together what was sent apart and what is too much is discarded. Not safe for several
 * threads; {@link Relay} guards it.
 */
final class ConnectionPace {

    private static final double PUBLISHES_PER_SECOND = 0.95 * IotCoreLimits.PUBLISHES_PER_SECOND;
    private static final double BYTES_PER_SECOND = 0.95 * IotCoreLimits.BYTES_PER_SECOND;

    /** Of a second: what may leave at once. */
    private static final double BURST = 0.05;

    private final TokenBucket publishes;
    private final TokenBucket bytes;

    ConnectionPace(long nowNanos) {
        publishes = new TokenBucket(PUBLISHES_PER_SECOND, BURST, nowNanos);
        bytes = new TokenBucket(BYTES_PER_SECOND, 1, nowNanos);
    }

    /** Nanoseconds until a message of so many bytes may be sent. */
    long waitFor(int size, long nowNanos) {
        return Math.max(
                publishes.waitFor(1, 1, nowNanos),
                bytes.waitFor(Math.min(size, BYTES_PER_SECOND), 1, nowNanos));
    }

    /** A message of so many bytes is sent. */
    void sent(int size, long nowNanos) {
        publishes.take(1, 1, nowNanos);
        bytes.take(size, 1, nowNanos);
    }
}
