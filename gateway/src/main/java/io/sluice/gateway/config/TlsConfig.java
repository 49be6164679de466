/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whom the gateway trusts, and how it shows who it is.
 *
 * @param caFile PEM, one or more CA certificates; null for the JVM's own
 * @param certificateFile PEM, the gateway's certificate, followed by its chain
 * @param keyFile PEM, PKCS #8, the private key of the certificate
 * @param verifyHostname whether the broker's certificate must be for the host that was dialled
 */
public record TlsConfig(
        @Doc(
                        "The CA certificates that the broker's is checked against, PEM; the Java"
                                + " runtime's own if it is left out.")
                @Nullable Path caFile,
        @Doc("The gateway's own certificate and its chain, PEM; goes together with `keyFile`.")
                @Nullable Path certificateFile,
        @Doc("The private key of the gateway's certificate, PEM (PKCS #8), not encrypted.")
                @Nullable Path keyFile,
        @Doc(
                        "Whether the broker's certificate must be for the host in `broker`. Turn it"
                                + " off only where that cannot be.")
                @Default("true")
                boolean verifyHostname) {

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public TlsConfig {
        new Checks()
                .readableFile("caFile", caFile)
                .readableFile("certificateFile", certificateFile)
                .readableFile("keyFile", keyFile)
                .that(
                        certificateFile == null || keyFile != null,
                        "keyFile",
                        "is missing, and certificateFile is set; set both or neither",
                        "certificateFile")
                .that(
                        keyFile == null || certificateFile != null,
                        "certificateFile",
                        "is missing, and keyFile is set; set both or neither",
                        "keyFile")
                .done();
    }

    /** Whether nothing is set. */
    boolean isDefault() {
        return caFile == null && certificateFile == null && keyFile == null && verifyHostname;
    }
}
