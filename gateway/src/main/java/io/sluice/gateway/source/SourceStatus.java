/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import org.jspecify.annotations.Nullable;

/**
 * How the broker session does.
 *
 * @param state {@code connecting}, {@code connected} (and subscribed), {@code suspended}
 *     (connected, and not subscribed on purpose), {@code paused}, {@code refused}, {@code dead} or
 *     {@code closed}
 * @param broker where it is
 * @param clientId whose session it is
 * @param problem why it is not connected, in words, or null
 */
public record SourceStatus(String state, String broker, String clientId, @Nullable String problem) {

    /** Whether the session is as it should be. */
    public boolean isConnected() {
        return isSubscribed() || state.equals("suspended");
    }

    /** Whether the broker has taken the subscriptions over this connection. */
    public boolean isSubscribed() {
        return state.equals("connected");
    }
}
