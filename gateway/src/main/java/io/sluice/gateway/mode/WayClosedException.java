/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mode;

import org.jspecify.annotations.Nullable;

/** A mode cannot be gone by now; the message says why and what to do. */
public final class WayClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason and the remedy. */
    public WayClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
