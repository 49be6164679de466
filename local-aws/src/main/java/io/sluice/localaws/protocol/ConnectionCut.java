/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.protocol;

/** The call gets no answer at all: its connection is to be cut. */
public final class ConnectionCut extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A cut, with the reason for the log. */
    public ConnectionCut(String reason) {
        super(reason, null, false, false);
    }
}
