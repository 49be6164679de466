/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import java.util.function.Supplier;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/** Where a new connection's packets can be seen before Artemis sees them. */
final class MqttPipeline {

    private MqttPipeline() {}

    /** Puts a handler between the decoder and Artemis, if MQTT is what the connection speaks. */
    static void addBehindDecoder(
            RemotingConnection connection, String name, Supplier<ChannelHandler> handler) {
        if (connection.getTransportConnection() instanceof NettyServerConnection network) {
            ChannelPipeline pipeline = network.getChannel().pipeline();
            if (pipeline.get(MQTTProtocolHandler.class) != null) {
                pipeline.addAfter(pipeline.context(MqttDecoder.class).name(), name, handler.get());
            }
        }
    }
}
