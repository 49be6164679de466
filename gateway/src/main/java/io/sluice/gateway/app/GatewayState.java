/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

/** The life of a gateway; only forwards, single use. */
public enum GatewayState {
    /** Built, nothing opened. */
    NEW,
    /** Opening the spool, the lanes and the broker session. */
    STARTING,
    /** Readings may flow. */
    RUNNING,
    /** Takes no more readings and sends what it holds. */
    DRAINING,
    /** All is closed. */
    STOPPED
}
