/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The PEM files of a TLS connection.
 *
 * @param ca certificates to trust; empty for those of the JVM
 * @param certificate the client's certificate chain
 * @param key the client's private key, PKCS #8, not encrypted
 */
public record TlsFiles(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {

    /** The JVM's own trust, no client certificate. */
    public static final TlsFiles NONE =
            new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());
}
