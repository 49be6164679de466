/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.message.InboundMessage;

/** What the intake tells of itself; called from the network thread, must not block. */
public interface IntakeEvents {

    /** A message came. */
    void received(InboundMessage message);

    /** A message was acknowledged to the broker. */
    void acknowledged();

    /** A message came that no route wants; it goes to quarantine. */
    void unrouted(String topic);

    /** A QoS 0 message was dropped since there was no room for it. */
    void dropped(String topic, String reason);

    /** A message that no route wants could not be quarantined; it is tried again. */
    void unroutedHeld(String topic, String reason);
}
