/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
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
        if (connection.getTransportConnection() instanceof NettyServerConnection network) {
            ChannelPipeline pipeline = network.getChannel().pipeline();
            if (pipeline.get(MQTTProtocolHandler.class) != null) {
                pipeline.addAfter(
                        pipeline.context(MqttDecoder.class).name(),
                        "sluice-gate",
                        new GateHandler(gate, connection));
            }
        }
    }
}
