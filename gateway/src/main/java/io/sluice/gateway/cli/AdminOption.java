/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** The option that says which running gateway is meant. */
final class AdminOption {

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description =
                    "The gateway's admin address (default: ${DEFAULT-VALUE}, or SLUICE_ADMIN_URL).",
            defaultValue = "${env:SLUICE_ADMIN_URL:-http://127.0.0.1:8080}")
    private URI admin;

    AdminClient client() {
        return new AdminClient(admin);
    }
}
