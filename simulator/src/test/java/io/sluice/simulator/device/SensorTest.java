/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SensorTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int WEEK = 7 * 24 * 60;

    @Test
    void repeatsItsReadingsBySeedDeviceAndNumber() {
        // Given
        Sensor one = new Sensor("device-0001", 42, MINUTE);
        Sensor again = new Sensor("device-0001", 42, MINUTE);
        Sensor otherSeed = new Sensor("device-0001", 43, MINUTE);
        Sensor otherDevice = new Sensor("device-0002", 42, MINUTE);

        // When
        Reading reading = one.read(777, NOON);

        // Then
        assertThat(again.read(777, NOON)).isEqualTo(reading);
        assertThat(one.read(778, NOON)).isNotEqualTo(reading);
        assertThat(otherSeed.read(777, NOON).temperatureC()).isNotEqualTo(reading.temperatureC());
        assertThat(otherDevice.read(777, NOON).temperatureC()).isNotEqualTo(reading.temperatureC());
    }

    @Test
    void staysWithinWhatASensorCanMeasure() {
        // When
        List<Reading> week = week("device-0007");

        // Then
        assertThat(week)
                .allSatisfy(
                        reading -> {
                            assertThat(reading.temperatureC()).isBetween(5.0, 50.0);
                            assertThat(reading.humidityPct()).isBetween(0.0, 100.0);
                            assertThat(reading.pressureHpa()).isBetween(970.0, 1040.0);
                            assertThat(reading.batteryV()).isBetween(2.8, 4.2);
                        });
    }

    @Test
    void isWarmerInTheAfternoonThanBeforeDawn() {
        // Given
        List<Reading> week = week("device-0001");

        // When: the first reading is taken at six
        double afternoon = mean(week, 9 * 60, 60);
        double beforeDawn = mean(week, 21 * 60, 60);

        // Then
        assertThat(afternoon - beforeDawn).isGreaterThan(3);
    }

    @Test
    void driftsSlowlyButForTheOddAnomaly() {
        // Given
        List<Reading> week = week("device-0003");

        // When
        long jumps =
                LongStream.range(1, WEEK)
                        .filter(
                                i ->
                                        Math.abs(
                                                        week.get((int) i).temperatureC()
                                                                - week.get((int) i - 1)
                                                                        .temperatureC())
                                                > 2)
                        .count();

        // Then: into the anomaly and out of it again
        assertThat(jumps).isBetween(2L, (long) WEEK / Sensor.ANOMALY_EVERY * 2);
    }

    private static List<Reading> week(String device) {
        Sensor sensor = new Sensor(device, 1, MINUTE);
        return LongStream.range(0, WEEK).mapToObj(seq -> sensor.read(seq, NOON)).toList();
    }

    private static double mean(List<Reading> readings, int from, int count) {
        return readings.subList(from, from + count).stream()
                .mapToDouble(Reading::temperatureC)
                .average()
                .orElseThrow();
    }
}
