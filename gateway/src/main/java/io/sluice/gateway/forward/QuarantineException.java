/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import org.jspecify.annotations.Nullable;

/** Quarantine cannot do what was asked; the message says why and what to do. */
public final class QuarantineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason and the remedy. */
    public QuarantineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
