/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The gate of one connection. Called by one thread at a time, the connection's network thread; no
 * method may block.
 */
public interface ConnectionGate {

    /**
     * How long a publish must wait before it is looked at. Asked again when that time is over; zero
     * lets it pass and takes its bytes. Nothing else is read from the connection meanwhile.
     *
     * @param bytes topic and payload together
     */
    Duration delay(int bytes);

    /**
     * Decides about a publish. The next ones are asked before this one is answered, up to {@link
     * GateTerms#receiveMaximum}; answers take effect in the order of the publishes. An answer that
     * fails closes the connection.
     */
    CompletionStage<GateVerdict> publish(GatedPublish publish);

    /**
     * Decides about a SUBSCRIBE as a whole.
     *
     * @return 0 to let it pass, or the reason code that each of its filters is refused with (MQTT
     *     5, 3.9.3; MQTT 3 clients see 0x80), or {@link GateVerdict#DISCONNECT_FLAG} plus a reason
     *     code that ends the connection
     */
    int subscribe(List<GatedSubscription> subscriptions);

    /** The client takes filters back. */
    void unsubscribe(List<String> filters);

    /** The connection is gone. */
    void disconnected();

    /** A publish goes out to the client. */
    default void delivered(String topic) {}
}
