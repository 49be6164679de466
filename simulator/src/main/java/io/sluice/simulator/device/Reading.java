/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.device;

import java.time.Instant;

/**
 * What one device measured at one moment.
 *
 * @param deviceId the device's name
 * @param seq counts per device from 0 without gaps
 * @param at when it was measured, written with milliseconds
 * @param temperatureC degrees Celsius
 * @param humidityPct relative humidity, 0 to 100
 * @param pressureHpa hectopascal
 * @param batteryV volt
 */
public record Reading(
        String deviceId,
        long seq,
        Instant at,
        double temperatureC,
        double humidityPct,
        double pressureHpa,
        double batteryV) {}
