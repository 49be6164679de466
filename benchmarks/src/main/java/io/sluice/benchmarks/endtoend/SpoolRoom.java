/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.DataSize;
import java.io.IOException;
import java.nio.file.Files;

/** The room that the readings of a {@link GrowthFlow} need on disk. */
final class SpoolRoom {

    /** What a record of the spool has besides the payload: head, time, topic; rounded up. */
    private static final long OVERHEAD_BYTES = 64;

    /** For what is not deleted yet, logs and configuration. */
    private static final long RESERVE_BYTES = 256L << 20;

    private static final long MIB = 1 << 20;

    private SpoolRoom() {}

    /** What the spool comes to at most. */
    static DataSize needed(Load load) {
        long readings = load.spooled() + (long) GrowthFlow.WINDOWS * load.readings();
        long bytes = readings * (load.payloadBytes() + OVERHEAD_BYTES) + RESERVE_BYTES;
        return DataSize.ofMib((bytes + MIB - 1) / MIB);
    }

    /**
     * Makes sure that there is as much.
     *
     * @throws CommandFailure if there is not
     */
    static void require(Scenario scenario) throws IOException {
        Load load = scenario.load();
        // the local AWS keeps what it is given
        int copies = scenario.firehose() == FirehoseKind.LOCAL_AWS ? 2 : 1;
        long needed = copies * needed(load).bytes();
        long free = Files.getFileStore(scenario.data()).getUsableSpace();
        if (free < needed) {
            throw CommandFailure.failed(
                    "--spooled %d needs %d MiB of disk, and %s has %d MiB; choose another --data or spool fewer"
                            .formatted(load.spooled(), needed / MIB, scenario.data(), free / MIB));
        }
    }
}
