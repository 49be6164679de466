/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.device;

import java.time.Duration;
import java.time.Instant;

/**
 * A plausible outdoor sensor: each quantity follows a daily rhythm, drifts slowly, is a little
 * noisy and now and then reads nonsense. Immutable; any thread may call it.
 *
 * <p>The day is counted in readings and not by the clock (reading {@code seq} was taken {@code seq}
 * intervals after six in the morning), so that the same seed gives the same values whenever it
 * runs.
 */
public final class Sensor {

    private static final double DAY_SECONDS = 86_400;
    private static final double FIRST_READING_AT_SECONDS = DAY_SECONDS / 4;

    /** One reading in so many is an anomaly. */
    static final int ANOMALY_EVERY = 400;

    private static final double BATTERY_LIFE_DAYS = 20;
    private static final double BATTERY_FULL_V = 4.15;
    private static final double BATTERY_SPAN_V = 1.0;

    private final String deviceId;
    private final double intervalSeconds;

    // what makes this device different from its neighbours
    private final double meanTemperature;
    private final double meanHumidity;
    private final double meanPressure;
    private final double dayShift;
    private final double batteryUsed;

    private final Noise temperatureNoise;
    private final Noise humidityNoise;
    private final Noise pressureNoise;
    private final Noise batteryNoise;
    private final Noise anomalies;

    /**
     * @param deviceId the device's name; it takes part in the values
     * @param seed the fleet's seed
     * @param interval the simulated time between two readings
     */
    public Sensor(String deviceId, long seed, Duration interval) {
        this.deviceId = deviceId;
        intervalSeconds = interval.toNanos() / 1e9;
        Noise noise = new Noise(seed, deviceId);
        Noise character = noise.channel(0);
        meanTemperature = 16 + 8 * character.uniform(0);
        meanHumidity = 48 + 14 * character.uniform(1);
        meanPressure = 1008 + 10 * character.uniform(2);
        dayShift = 1_800 * (character.uniform(3) - 0.5);
        batteryUsed = character.uniform(4);
        temperatureNoise = noise.channel(1);
        humidityNoise = noise.channel(2);
        pressureNoise = noise.channel(3);
        batteryNoise = noise.channel(4);
        anomalies = noise.channel(5);
    }

    /** The device's name. */
    public String deviceId() {
        return deviceId;
    }

    /**
     * Measures.
     *
     * @param seq the number of the reading, from 0
     * @param at the moment that the reading carries; it does not influence the values
     */
    public Reading read(long seq, Instant at) {
        double seconds = FIRST_READING_AT_SECONDS + dayShift + seq * intervalSeconds;
        double hours = seconds / 3_600;
        // warmest at three in the afternoon
        double warmth = 4 * Math.sin(2 * Math.PI * (hours - 9) / 24);
        double temperature =
                meanTemperature
                        + warmth
                        + 1.5 * temperatureNoise.smooth(hours / 3)
                        + 0.08 * temperatureNoise.normal(seq);
        double humidity =
                meanHumidity
                        - 2.2 * warmth
                        + 5 * humidityNoise.smooth(hours / 2)
                        + 0.4 * humidityNoise.normal(seq);
        // the air tide has two crests a day, at ten and at ten
        double pressure =
                meanPressure
                        + 0.7 * Math.cos(4 * Math.PI * (hours - 10) / 24)
                        + 9 * pressureNoise.smooth(hours / 18)
                        + 0.05 * pressureNoise.normal(seq);
        double used = batteryUsed + seconds / (DAY_SECONDS * BATTERY_LIFE_DAYS);
        double battery =
                BATTERY_FULL_V
                        - BATTERY_SPAN_V * (used - Math.floor(used))
                        + 0.002 * batteryNoise.normal(seq);

        double kind = anomalies.uniform(seq) * ANOMALY_EVERY;
        if (kind < 0.4) {
            temperature += 8 + 20 * kind; // the sun on the housing
        } else if (kind < 0.6) {
            humidity = 100; // a drop on the sensor
        } else if (kind < 0.8) {
            pressure -= 25; // a glitch on the bus
        } else if (kind < 1) {
            battery -= 0.3; // the radio draws current
        }
        return new Reading(
                deviceId,
                seq,
                at,
                temperature,
                Math.max(0, Math.min(100, humidity)),
                pressure,
                battery);
    }
}
