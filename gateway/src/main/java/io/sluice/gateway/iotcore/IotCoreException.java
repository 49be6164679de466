/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

/** AWS IoT Core's control plane does not do as it is asked; the message has the remedy. */
public final class IotCoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean denied;

    /**
     * An answer that did not come.
     *
     * @param denied whether AWS refused us
     */
    public IotCoreException(String message, boolean denied, Throwable cause) {
        super(message, cause);
        this.denied = denied;
    }

    /** Whether it refuses us, rather than not being reached or not being well. */
    public boolean isDenied() {
        return denied;
    }
}
