/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundRecord;
import java.time.Duration;

/** What a lane tells of itself; called from its threads, must not block. */
public interface LaneEvents {

    /** Tells nobody. */
    LaneEvents NONE = new LaneEvents() {};

    /** A record was accepted; its oldest reading had been in the gateway for {@code age}. */
    default void delivered(LaneSettings lane, OutboundRecord record, Duration age) {}

    /** IoT Core accepted a reading, which had been in the gateway for {@code age}. */
    default void relayed(LaneSettings lane, int payloadBytes, Duration age) {}

    /** One attempt ended with so many records refused, to be sent again. */
    default void refused(LaneSettings lane, Failure failure, int records, int attempt) {}

    /** A reading went to quarantine. */
    default void quarantined(LaneSettings lane, FailureKind kind, String reason) {}

    /** The route's rule did not want a reading: its WHERE was not true. */
    default void filtered(LaneSettings lane) {}

    /** Nothing leaves this lane until somebody acts; said once until {@link #unblocked}. */
    default void blocked(LaneSettings lane, Failure failure) {}

    /** It goes on. */
    default void unblocked(LaneSettings lane) {}

    /** The lane's thread ended by something unforeseen. */
    default void died(LaneSettings lane, Throwable cause) {}
}
