/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mqtt;

import org.jspecify.annotations.Nullable;

/** A PEM file cannot be used; the message names the key of the configuration and the remedy. */
public final class TlsFilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason and the remedy. */
    TlsFilesException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
