/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Where and when the numbers were taken, without which they say nothing.
 *
 * @param load of the last minute, before the benchmark began
 * @param disk type of the file system that holds the spool
 */
record Machine(int cores, String system, String java, String disk, double load, Instant date) {

    static Machine here(Path data) throws IOException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                Files.getFileStore(data).type(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    ObjectNode json() {
        return new ObjectMapper()
                .createObjectNode()
                .put("cores", cores)
                .put("system", system)
                .put("java", java)
                .put("disk", disk)
                .put("loadAtStart", load)
                .put("date", date.toString());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s; %d cores, %s, %s, data on %s, load %.1f before",
                date,
                cores,
                system,
                java,
                disk,
                load);
    }
}
