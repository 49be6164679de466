/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.sluice.broker.GatedPublish.PublishProperties;
import io.sluice.broker.GatedPublish.UserProperty;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The packets that a gate reads and makes, in Netty's terms. */
final class GatePackets {

    private static final int REFUSED_MQTT3 = 0x80;

    private GatePackets() {}

    /** The CONNACK with the gate's terms in the place of Artemis's own. */
    static MqttConnAckMessage withTerms(MqttConnAckMessage answer, GateTerms terms) {
        MqttConnAckVariableHeader header = answer.variableHeader();
        if (header.connectReturnCode() != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            return answer;
        }
        Map<MqttPropertyType, Integer> told = new LinkedHashMap<>();
        told.put(MqttPropertyType.RECEIVE_MAXIMUM, terms.receiveMaximum());
        told.put(MqttPropertyType.MAXIMUM_PACKET_SIZE, terms.maximumPacketBytes());
        told.put(MqttPropertyType.TOPIC_ALIAS_MAXIMUM, terms.topicAliasMaximum());
        told.put(MqttPropertyType.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0);
        if (terms.maximumQos() < 2) {
            told.put(MqttPropertyType.MAXIMUM_QOS, terms.maximumQos());
        }
        MqttProperties properties = new MqttProperties();
        for (MqttProperty<?> property : header.properties().listAll()) {
            if (!told.containsKey(MqttPropertyType.valueOf(property.propertyId()))) {
                properties.add(property);
            }
        }
        told.forEach((type, value) -> properties.add(new IntegerProperty(type.value(), value)));
        return new MqttConnAckMessage(
                answer.fixedHeader(),
                new MqttConnAckVariableHeader(
                        header.connectReturnCode(), header.isSessionPresent(), properties));
    }

    static MqttMessage disconnect(int reasonCode) {
        return MqttMessageBuilders.disconnect().reasonCode((byte) reasonCode).build();
    }

    static MqttMessage acknowledgement(int packetId, int reasonCode, boolean mqtt5) {
        return new MqttPubAckMessage(
                new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                mqtt5
                        ? new MqttPubReplyMessageVariableHeader(
                                packetId, (byte) reasonCode, MqttProperties.NO_PROPERTIES)
                        : MqttMessageIdVariableHeader.from(packetId));
    }

    /** A SUBACK that refuses each filter. */
    static MqttMessage refusal(MqttSubscribeMessage subscribe, int reasonCode, boolean mqtt5) {
        int filters = subscribe.payload().topicSubscriptions().size();
        int code = mqtt5 ? reasonCode : REFUSED_MQTT3;
        return new MqttSubAckMessage(
                new MqttFixedHeader(MqttMessageType.SUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                new MqttMessageIdAndPropertiesVariableHeader(
                        subscribe.variableHeader().messageId(), MqttProperties.NO_PROPERTIES),
                new MqttSubAckPayload(IntStream.generate(() -> code).limit(filters).toArray()));
    }

    /** The same publish under its full topic, without an alias; takes over the payload. */
    static MqttPublishMessage withoutAlias(MqttPublishMessage publish, String topic) {
        MqttPublishVariableHeader header = publish.variableHeader();
        MqttProperties kept = new MqttProperties();
        for (MqttProperty<?> property : header.properties().listAll()) {
            if (property.propertyId() != MqttPropertyType.TOPIC_ALIAS.value()) {
                kept.add(property);
            }
        }
        return new MqttPublishMessage(
                publish.fixedHeader(),
                new MqttPublishVariableHeader(topic, header.packetId(), kept),
                publish.payload());
    }

    /** The alias of a publish; {@code null} if it has none. */
    static @Nullable Integer alias(MqttPublishMessage publish) {
        return value(Integer.class, publish, MqttPropertyType.TOPIC_ALIAS);
    }

    static PublishProperties properties(MqttPublishMessage publish) {
        if (publish.variableHeader().properties().isEmpty()) {
            return PublishProperties.NONE;
        }
        byte[] correlation = value(byte[].class, publish, MqttPropertyType.CORRELATION_DATA);
        Integer format = value(Integer.class, publish, MqttPropertyType.PAYLOAD_FORMAT_INDICATOR);
        return new PublishProperties(
                format == null ? null : format == 1,
                value(String.class, publish, MqttPropertyType.CONTENT_TYPE),
                value(String.class, publish, MqttPropertyType.RESPONSE_TOPIC),
                correlation == null ? null : ByteBuffer.wrap(correlation),
                userProperties(publish));
    }

    private static List<UserProperty> userProperties(MqttPublishMessage publish) {
        List<UserProperty> list = new ArrayList<>();
        for (MqttProperty<?> property :
                publish.variableHeader()
                        .properties()
                        .getProperties(MqttPropertyType.USER_PROPERTY.value())) {
            if (property instanceof MqttProperties.UserProperties several) {
                several.value().forEach(pair -> list.add(new UserProperty(pair.key, pair.value)));
            } else if (property instanceof MqttProperties.UserProperty one) {
                list.add(new UserProperty(one.value().key, one.value().value));
            }
        }
        return list;
    }

    private static <T> @Nullable T value(
            Class<T> type, MqttPublishMessage publish, MqttPropertyType property) {
        MqttProperty<?> found = publish.variableHeader().properties().getProperty(property.value());
        return found == null ? null : type.cast(found.value());
    }
}
