/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.message;

/** MQTT quality of service (MQTT 5, section 4.3). */
public enum Qos {
    /** QoS 0: no acknowledgement; may be lost before it reaches us. */
    AT_MOST_ONCE,
    /** QoS 1: held by the broker until it is acknowledged. */
    AT_LEAST_ONCE,
    /** QoS 2: held by the broker until the exchange is complete. */
    EXACTLY_ONCE;

    private static final Qos[] BY_CODE = values();

    /** The number on the wire, 0 to 2. */
    public int code() {
        return ordinal();
    }

    /**
     * @throws IllegalArgumentException if {@code code} is not 0, 1 or 2
     */
    public static Qos ofCode(int code) {
        if (code < 0 || code > 2) {
            throw new IllegalArgumentException("QoS is 0, 1 or 2, not " + code);
        }
        return BY_CODE[code];
    }
}
