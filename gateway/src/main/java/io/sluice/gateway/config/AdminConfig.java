/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;

/**
 * The HTTP port for health, metrics and status.
 *
 * @param enabled whether it is opened
 * @param host the address that it listens on
 * @param port 0 to 65,535; 0 is any free one
 */
public record AdminConfig(
        @Doc("Whether the HTTP port is opened.") @Default("true") boolean enabled,
        @Doc(
                        "The address that it listens on. It asks nobody for a password: open it beyond"
                                + " this machine only where the network is trusted.")
                @Default("127.0.0.1")
                String host,
        @Doc("The port, 0 to 65535; 0 is any free one.") @Default("8080") int port) {

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public AdminConfig {
        new Checks()
                .that(
                        !host.isBlank(),
                        "host",
                        "is empty; write 127.0.0.1, or 0.0.0.0 for all addresses")
                .between("port", port, 0, 65_535)
                .done();
    }
}
