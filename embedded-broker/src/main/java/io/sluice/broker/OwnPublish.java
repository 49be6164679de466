/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import io.sluice.broker.GatedPublish.PublishProperties;
import io.sluice.broker.GatedPublish.UserProperty;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;

/** A message that the broker publishes itself, made as Artemis makes one of a client's PUBLISH. */
final class OwnPublish {

    /** The buffer of a message begins with a length of its own. */
    private static final int BODY_OVERHEAD = 16;

    private OwnPublish() {}

    static void send(
            ActiveMQServer server,
            String topic,
            ByteBuffer payload,
            int qos,
            PublishProperties properties) {
        SimpleString address =
                SimpleString.of(
                        MQTTUtil.getCoreAddressFromMqttTopic(
                                topic, server.getConfiguration().getWildcardConfiguration()));
        CoreMessage message =
                new CoreMessage(
                        server.getStorageManager().generateID(),
                        payload.remaining() + BODY_OVERHEAD);
        message.setAddress(address);
        message.setType(Message.BYTES_TYPE);
        message.setRoutingType(RoutingType.MULTICAST);
        message.setDurable(qos > 0);
        message.setTimestamp(System.currentTimeMillis());
        message.putBooleanProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_KEY, false);
        message.putIntProperty(MQTTUtil.MQTT_QOS_LEVEL_KEY, qos);
        put(message, properties);
        message.getBodyBuffer().writeBytes(payload.duplicate());
        try {
            if (server.getAddressInfo(address) == null) {
                server.addOrUpdateAddressInfo(new AddressInfo(address, RoutingType.MULTICAST));
            }
            server.getPostOffice().route(message, false);
            server.getStorageManager().waitOnOperations();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the broker cannot publish to " + topic + ": " + e.getMessage(), e);
        }
    }

    private static void put(CoreMessage message, PublishProperties properties) {
        Boolean utf8 = properties.utf8();
        if (utf8 != null) {
            message.putIntProperty(MQTTUtil.MQTT_PAYLOAD_FORMAT_INDICATOR_KEY, utf8 ? 1 : 0);
        }
        String contentType = properties.contentType();
        if (contentType != null) {
            message.putStringProperty(MQTTUtil.MQTT_CONTENT_TYPE_KEY, SimpleString.of(contentType));
        }
        String responseTopic = properties.responseTopic();
        if (responseTopic != null) {
            message.putStringProperty(
                    MQTTUtil.MQTT_RESPONSE_TOPIC_KEY, SimpleString.of(responseTopic));
        }
        ByteBuffer correlationData = properties.correlationData();
        if (correlationData != null) {
            byte[] copy = new byte[correlationData.remaining()];
            correlationData.duplicate().get(copy);
            message.putBytesProperty(MQTTUtil.MQTT_CORRELATION_DATA_KEY, copy);
        }
        List<UserProperty> own = properties.userProperties();
        if (!own.isEmpty()) {
            message.putIntProperty(MQTTUtil.MQTT_USER_PROPERTY_EXISTS_KEY, own.size());
            for (int i = 0; i < own.size(); i++) {
                message.putStringProperty(
                        MQTTUtil.MQTT_USER_PROPERTY_KEY_PREFIX + i + "." + own.get(i).name(),
                        own.get(i).value());
            }
        }
    }
}
