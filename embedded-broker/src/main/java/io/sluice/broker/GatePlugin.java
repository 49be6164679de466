/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerConnectionPlugin;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Puts a {@link GateHandler} into each new connection, between the decoder and Artemis, before the
 * first packet is decoded.
 */
final class GatePlugin implements ActiveMQServerConnectionPlugin {

    private final BrokerGate gate;

    GatePlugin(BrokerGate gate) {
        this.gate = gate;
    }

    @Override
    public void afterCreateConnection(RemotingConnection connection) {
        MqttPipeline.addBehindDecoder(
                connection, "sluice-gate", () -> new GateHandler(gate, connection));
    }
}
