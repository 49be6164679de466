/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.pack;

import io.sluice.gateway.outlet.FirehoseLimits;

/**
 * How far a record is filled.
 *
 * @param maxReadings 1 to {@value FirehoseLimits#MAX_READINGS_PER_RECORD}; 1 turns packing off
 * @param maxBytes of a record that carries several readings, 1 to {@value
 *     FirehoseLimits#MAX_RECORD_BYTES}; a single reading may be as large as Firehose takes
 */
public record PackingLimits(int maxReadings, int maxBytes) {

    /** Checks the ranges. */
    public PackingLimits {
        if (maxReadings < 1 || maxReadings > FirehoseLimits.MAX_READINGS_PER_RECORD) {
            throw new IllegalArgumentException("maxReadings " + maxReadings);
        }
        if (maxBytes < 1 || maxBytes > FirehoseLimits.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("maxBytes " + maxBytes);
        }
    }
}
