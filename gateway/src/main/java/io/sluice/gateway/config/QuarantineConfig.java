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
 * Where readings go that Firehose will never take.
 *
 * @param maxBytes the bound of the whole quarantine, 1 MiB or more; the last letter may go beyond
 *     it
 */
public record QuarantineConfig(
        @Doc(
                        "Once quarantine holds this much on disk it takes no more, 1MiB or more; the"
                                + " last reading may go beyond it.")
                @Default("256MiB")
                DataSize maxBytes) {

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public QuarantineConfig {
        new Checks().atLeast("maxBytes", maxBytes, DataSize.ofMib(1)).done();
    }
}
