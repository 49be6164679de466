/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import io.sluice.toolkit.DataSize;

/**
 * Where readings wait between broker and Firehose.
 *
 * @param durability what must have happened before a reading is acknowledged
 * @param maxBytes the bound of the whole spool; at least two segments
 * @param segmentBytes the size of one file, 1 MiB to 1 GiB; disk is given back file by file
 */
public record SpoolConfig(
        @Doc(
                        "What must have happened before a reading is acknowledged to the broker:"
                                + " `disk`, it is synced to the gateway's disk; `broker`, Firehose has"
                                + " accepted it, and until then the broker holds it.")
                @Default("disk")
                Durability durability,
        @Doc(
                        "The most that may wait on disk, at least two segments. A full spool pauses"
                                + " the source, and the broker holds what comes.")
                @Default("1GiB")
                DataSize maxBytes,
        @Doc("The size of one file of the spool, 1MiB to 1GiB; disk is given back file by file.")
                @Default("64MiB")
                DataSize segmentBytes) {

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public SpoolConfig {
        new Checks()
                .between("segmentBytes", segmentBytes, DataSize.ofMib(1), DataSize.ofMib(1024))
                .that(
                        maxBytes.bytes() / 2 >= segmentBytes.bytes(),
                        "maxBytes",
                        maxBytes
                                + " is below two segments of "
                                + segmentBytes
                                + "; raise it, or lower segmentBytes",
                        "segmentBytes")
                .done();
    }
}
