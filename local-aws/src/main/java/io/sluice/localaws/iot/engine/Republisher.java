/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import java.util.concurrent.CompletionStage;

/** Publishes what a rule makes. */
@FunctionalInterface
public interface Republisher {

    /**
     * Publishes a message as a client would: to subscribers and to the rules.
     *
     * @return completes when it is stored and the rules are done with it
     */
    CompletionStage<Void> republish(IotMessage message, int qos);
}
