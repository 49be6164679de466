/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.benchmarks.reading.SizedReadings;
import picocli.CommandLine.Option;

/** The options that say which readings there are, and how they come. */
final class LoadOptions {

    /** With its newline, a reading must fit in a record of 1,000 KiB. */
    private static final int MOST_PAYLOAD_BYTES = 1_000_000;

    @Option(
            names = "--flow",
            paramLabel = "FLOW",
            defaultValue = "live",
            description =
                    "live: readings are being published, as fast as they are taken; rate: so many a"
                            + " second; backlog: they wait in the broker; start: there are none, the start is"
                            + " measured; growth: they wait in the spool (${DEFAULT-VALUE})")
    private FlowKind flow = FlowKind.LIVE;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "5000",
            description = "--flow rate: readings a second (${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1",
            description = "connections that publish (${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--spooled",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "--flow growth: readings that wait in the spool (${DEFAULT-VALUE})")
    private int spooled;

    @Option(
            names = "--ahead",
            paramLabel = "N",
            defaultValue = "50000",
            description =
                    "--flow live: readings that the publisher may be ahead of what is measured, and no"
                            + " more than 64 MiB; then it waits (${DEFAULT-VALUE})")
    private int ahead;

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "300000",
            description = "readings in the measured window, or in each (${DEFAULT-VALUE})")
    private int readings;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "500000",
            description =
                    "readings each process takes before the clock starts, while the JVM compiles"
                            + " (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--payload-bytes",
            paramLabel = "B",
            defaultValue = "200",
            description = "size of a reading, which is JSON (${DEFAULT-VALUE})")
    private int payloadBytes;

    @Option(
            names = "--qos",
            paramLabel = "0|1",
            defaultValue = "1",
            description =
                    "that readings are published at; at 0 they may be lost (${DEFAULT-VALUE})")
    private int qos;

    /** How readings come. */
    FlowKind flow() {
        return flow;
    }

    /**
     * What was asked for.
     *
     * @throws IllegalArgumentException if that cannot be; the message names the option
     */
    Load load() {
        Checks.atLeast("--connections", connections, 1);
        Checks.atLeast("--ahead", ahead, 1);
        Checks.atLeast("--spooled", spooled, 1);
        Checks.atLeast("--readings", readings, 1);
        Checks.atLeast("--warm-up", warmUp, 1);
        Checks.atLeast("--payload-bytes", payloadBytes, SizedReadings.LEAST_BYTES);
        Checks.atMost("--payload-bytes", payloadBytes, MOST_PAYLOAD_BYTES);
        Checks.that(qos == 0 || qos == 1, "--qos is 0 or 1, not " + qos);
        Checks.that(rate > 0, "--rate must be above 0, not " + rate);
        Checks.that(
                flow != FlowKind.BACKLOG || qos == 1,
                "--flow backlog needs --qos 1: a broker keeps nothing else for who is away");
        Checks.that(
                flow != FlowKind.GROWTH || qos == 1,
                "--flow growth needs --qos 1: what is taken in is counted by its acknowledgements");
        return new Load(
                flow, readings, warmUp, payloadBytes, qos, rate, connections, spooled, ahead);
    }
}
