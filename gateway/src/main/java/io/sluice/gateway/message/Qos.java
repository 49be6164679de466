/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.message;

/** MQTT quality of service (MQTT 5, section 4.3). */
public enum Qos {
    /** QoS 0: no acknowledgement; may be lost before it reaches us. */
    AT_MOST_ONCE(0),
    /** QoS 1: held by the broker until it is acknowledged. */
    AT_LEAST_ONCE(1),
    /** QoS 2: held by the broker until the exchange is complete. */
    EXACTLY_ONCE(2);

    private final int code;

    Qos(int code) {
        this.code = code;
    }

    /** The number on the wire, 0 to 2. */
    public int code() {
        return code;
    }

    /**
     * The QoS of a number on the wire.
     *
     * @throws IllegalArgumentException if {@code code} is not 0, 1 or 2
     */
    public static Qos ofCode(int code) {
        return switch (code) {
            case 0 -> AT_MOST_ONCE;
            case 1 -> AT_LEAST_ONCE;
            case 2 -> EXACTLY_ONCE;
            default -> throw new IllegalArgumentException("QoS is 0, 1 or 2, not " + code);
        };
    }
}
