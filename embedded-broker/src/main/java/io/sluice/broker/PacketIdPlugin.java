/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import java.util.Objects;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTSessionState;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerBasePlugin;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerConnectionPlugin;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;

/**
 * Gives the packet ids of a session back when it is taken up again. Artemis sends what was not
 * acknowledged under new ids and keeps the old ones for ever, so after 65,535 of them it sends
 * nothing more to that session.
 */
final class PacketIdPlugin implements ActiveMQServerBasePlugin, ActiveMQServerConnectionPlugin {

    private static final int MOST_IDS = 65_535;

    private volatile @Nullable ActiveMQServer server;

    @Override
    public void registered(ActiveMQServer started) {
        server = started;
    }

    @Override
    public void afterCreateConnection(RemotingConnection connection) {
        MqttPipeline.addBehindDecoder(connection, "sluice-packet-ids", AtConnect::new);
    }

    /** Sees CONNECT before Artemis does, and then leaves. */
    private final class AtConnect extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object packet) throws Exception {
            if (packet instanceof MqttConnectMessage connect) {
                giveBack(connect.payload().clientIdentifier());
                context.pipeline().remove(this);
            }
            context.fireChannelRead(packet);
        }
    }

    /** An acknowledgement that comes for one of them all the same finds nothing: sent again. */
    private void giveBack(String clientId) throws Exception {
        MQTTSessionState session =
                MQTTStateManager.getInstance(Objects.requireNonNull(server))
                        .getSessionStates()
                        .get(clientId);
        if (session != null) {
            MQTTSessionState.OutboundStore ids = session.getOutboundStore();
            for (int id = 1; id <= MOST_IDS; id++) {
                ids.publishAckd(id);
            }
            ids.resetSendQuota();
        }
    }
}
