/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.admin;

/** The mode was not changed; the message says why and what to do. */
public final class ModeRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unknown;

    private ModeRefusedException(boolean unknown, String message) {
        super(message);
        this.unknown = unknown;
    }

    /** There is no such mode. */
    public static ModeRefusedException unknown(String message) {
        return new ModeRefusedException(true, message);
    }

    /** The way ahead is not good. */
    public static ModeRefusedException notNow(String message) {
        return new ModeRefusedException(false, message);
    }

    /** Whether the request was wrong, rather than the gateway's state. */
    public boolean isUnknown() {
        return unknown;
    }
}
