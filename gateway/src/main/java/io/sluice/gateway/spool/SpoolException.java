/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

/**
 * The spool cannot be opened, read or written; the message says which file, why, and what to do.
 */
public final class SpoolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason and the remedy. */
    public SpoolException(String message) {
        super(message);
    }

    /** With the reason, the remedy, and what was thrown. */
    public SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
