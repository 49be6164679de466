/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

/** What the source tells of itself; called from its network thread, must not block. */
public interface SourceEvents {

    /** Tells nobody. */
    SourceEvents NONE = new SourceEvents() {};

    /** The broker took us; {@code sessionPresent} says whether it still had our session. */
    default void connected(String broker, boolean sessionPresent) {}

    /** The broker took the subscription. */
    default void subscribed(String filter, int grantedQos) {}

    /** The broker refused a subscription; it is asked for again later. */
    default void subscriptionRefused(String filter, String reason) {}

    /**
     * The connection ended, or an attempt failed; the next attempt follows after so many
     * milliseconds, -1 for never.
     */
    default void disconnected(String broker, String reason, int attempt, long retryMillis) {}

    /**
     * Taking a message failed by something unforeseen; no more is taken, and the broker keeps it.
     */
    default void died(String broker, Throwable cause) {}

    /**
     * The broker sent more ahead of acknowledgements than it may, for the first time over this
     * connection; what is too much is not read.
     */
    default void overrun(String broker, int mostUnacknowledged) {}
}
