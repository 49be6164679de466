/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import io.sluice.simulator.device.DeviceNames;
import io.sluice.simulator.device.Sensor;
import io.sluice.toolkit.CommandFailure;
import java.time.Duration;

/**
 * What the devices do, whichever way their readings leave.
 *
 * @param devices how many there are
 * @param interval the time between two readings of a device
 * @param count readings in all, spread evenly over the devices; 0 for no bound
 * @param seed the same seed gives the same values
 * @param payloadBytes the size of a reading's JSON; 0 for as long as it is
 * @param maxRate do not wait between readings: as fast as acknowledgements allow
 */
public record Workload(
        int devices, Duration interval, long count, long seed, int payloadBytes, boolean maxRate) {

    /** Three devices, every three seconds, until stopped. */
    public static final Workload DEFAULT = new Workload(3, Duration.ofSeconds(3), 0, 1, 0, false);

    /**
     * @throws CommandFailure if a value is out of its range
     */
    public Workload {
        if (devices < 1) {
            throw CommandFailure.usage("--devices must be at least 1, not " + devices);
        }
        if (interval.isZero() || interval.isNegative()) {
            throw CommandFailure.usage(
                    "--interval must be more than 0; for no pause at all use --max-rate");
        }
        if (count < 0) {
            throw CommandFailure.usage("--count must be at least 1, not " + count);
        }
        if (payloadBytes < 0) {
            throw CommandFailure.usage("--payload-bytes cannot be negative: " + payloadBytes);
        }
    }

    /** How many readings this device sends in all; {@link Long#MAX_VALUE} without bound. */
    public long readingsOf(int device) {
        if (count == 0) {
            return Long.MAX_VALUE;
        }
        return count / devices + (device < count % devices ? 1 : 0);
    }

    /** The sensor of the device at this place in the fleet. */
    public Sensor sensor(int device) {
        return new Sensor(DeviceNames.of(device), seed, interval);
    }
}
