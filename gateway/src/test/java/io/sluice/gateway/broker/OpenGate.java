/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import io.sluice.broker.BrokerGate;
import io.sluice.broker.ConnectionGate;
import io.sluice.broker.GateTerms;
import io.sluice.broker.GateVerdict;
import io.sluice.broker.GatedClient;
import io.sluice.broker.GatedPublish;
import io.sluice.broker.GatedSubscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A gate of the embedded broker that lets everything pass, with the limits of AWS IoT Core. */
public class OpenGate implements BrokerGate, ConnectionGate {

    @Override
    public GateTerms terms() {
        return new GateTerms(100, 1, 150_000, 131_072, 8, 1_200);
    }

    @Override
    public ConnectionGate connected(GatedClient client) {
        return this;
    }

    @Override
    public Duration delay(int bytes) {
        return Duration.ZERO;
    }

    @Override
    public CompletionStage<GateVerdict> publish(GatedPublish publish) {
        return CompletableFuture.completedFuture(GateVerdict.PASS);
    }

    @Override
    public int subscribe(List<GatedSubscription> subscriptions) {
        return 0;
    }

    @Override
    public void unsubscribe(List<String> filters) {}

    @Override
    public void disconnected() {}
}
