/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.processes.ChildProcess;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What stands in for Amazon Data Firehose, a process of its own, with one delivery stream. */
interface Firehose extends AutoCloseable {

    /** The stream's name. */
    String STREAM = "benchmark";

    /** Its process. */
    ChildProcess process();

    URI endpoint();

    /** Options that the JVM of a client needs to trust it. */
    List<String> clientOptions();

    /** From now on it refuses every call, until it shall accept again. */
    void refuse();

    /** From now on it accepts again. */
    void accept();

    /** All that it has accepted so far. */
    Usage usage();

    /** Of the readings that it has accepted since it was last asked; none if it does not know. */
    Optional<Latency> latency();

    default double cpuSeconds() {
        return process().cpuSeconds();
    }

    @Override
    default void close() {
        process().close();
    }
}
