/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.internal.mqtt.MqttClientConnectionConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import io.netty.channel.Channel;

/**
 * The way to the Netty channel of the client's connection, and what the client calls its handlers
 * there. The client does not give it out, so this depends on its internals; ADR 7 says why, and
 * {@code OverrunIT} notices when another version has changed them.
 */
final class NetworkChannel {

    /** The handler that makes messages of bytes. */
    static final String DECODER = "decoder";

    /** The handler that makes bytes of messages. */
    static final String ENCODER = "encoder";

    /** The handler that keeps account of received messages, hands them on and acknowledges them. */
    static final String INCOMING_QOS = "qos.incoming";

    private NetworkChannel() {}

    /** The channel of the connection that a connected listener is told of. */
    static Channel of(MqttClientConnectedContext connection) {
        return connection
                .getClientConfig()
                .getConnectionConfig()
                .map(MqttClientConnectionConfig.class::cast)
                .map(MqttClientConnectionConfig::getChannel)
                .orElseThrow(
                        () -> new IllegalStateException("the connection ended while it began"));
    }
}
