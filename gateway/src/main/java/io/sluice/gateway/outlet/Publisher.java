/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A way out that takes one message at a time and answers later. Any thread. */
public interface Publisher {

    /**
     * Why this message can never be published, or null if it can be.
     *
     * @param topic the reading's own topic, without what a Basic Ingest topic begins with
     */
    @Nullable Failure hopeless(String topic, OutboundMessage message);

    /**
     * Makes one attempt to publish, as soon as there is room.
     *
     * @return what became of it, completed by the network thread; null if there was no room within
     *     {@code timeout}
     */
    @Nullable CompletionStage<Verdict> publish(OutboundMessage message, Duration timeout)
            throws InterruptedException;

    /** What is wrong with the way as a whole, or null if it takes messages. */
    @Nullable Failure problem();
}
