/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import org.jspecify.annotations.Nullable;

/** The broker refuses in a way that waiting does not mend; the message says how and what to do. */
public final class SourceRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason and the remedy. */
    public SourceRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
