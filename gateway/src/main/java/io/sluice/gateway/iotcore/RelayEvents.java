/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

/** What the relay tells of itself; called from its threads, must not block. */
public interface RelayEvents {

    /** Tells nobody. */
    RelayEvents NONE = new RelayEvents() {};

    /** A connection is open; there are so many now. */
    default void opened(String clientId, int connections) {}

    /** A connection ended, or could not be opened; there are so many left. */
    default void ended(String clientId, String reason, int connections) {}
}
