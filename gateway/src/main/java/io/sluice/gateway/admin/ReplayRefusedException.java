/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.admin;

/** A dead letter was not put back into the spool; the message says why and what to do. */
public final class ReplayRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason and the remedy. */
    public ReplayRefusedException(String message) {
        super(message);
    }
}
