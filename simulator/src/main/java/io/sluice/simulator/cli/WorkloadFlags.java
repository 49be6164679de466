/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.cli;

import io.sluice.simulator.fleet.Workload;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What the devices do. */
final class WorkloadFlags {

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "3",
            description = "how many devices (default: ${DEFAULT-VALUE})")
    private int devices;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "3s",
            description = "time between two readings of a device (default: ${DEFAULT-VALUE})")
    private Duration interval;

    @Option(
            names = "--count",
            paramLabel = "M",
            defaultValue = "0",
            description = "end after so many readings in all (default: no bound)")
    private long count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "the same seed gives the same values (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--payload-bytes",
            paramLabel = "B",
            defaultValue = "0",
            description = "pad the JSON of a reading to so many bytes (default: no padding)")
    private int payloadBytes;

    @Option(
            names = "--max-rate",
            description = "do not wait between readings: as fast as acknowledgements allow")
    private boolean maxRate;

    Workload workload() {
        return new Workload(devices, interval, count, seed, payloadBytes, maxRate);
    }
}
