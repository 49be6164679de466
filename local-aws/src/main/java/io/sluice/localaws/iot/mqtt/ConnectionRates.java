/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

import io.sluice.localaws.firehose.TokenBucket;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The rates of one connection, each with a burst of one second. Not thread-safe. */
final class ConnectionRates {

    private final LongSupplier nanos;
    private final TokenBucket publishes;
    private final TokenBucket bytes;

    ConnectionRates(LongSupplier nanos) {
        this.nanos = nanos;
        this.publishes = new TokenBucket(IotLimits.PUBLISHES_PER_SECOND, nanos.getAsLong());
        this.bytes = new TokenBucket(IotLimits.BYTES_PER_SECOND, nanos.getAsLong());
    }

    /** How long so many bytes have to wait; takes them if they have not. */
    Duration delay(int amount) {
        Duration delay = Duration.ofNanos(bytes.nanosUntil(amount, nanos.getAsLong()));
        if (delay.isZero()) {
            bytes.take(amount);
        }
        return delay;
    }

    /** Whether one more publish may pass now; takes it if so. */
    boolean admitPublish() {
        if (publishes.has(1, nanos.getAsLong())) {
            publishes.take(1);
            return true;
        }
        return false;
    }
}
