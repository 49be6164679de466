/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.internal.mqtt.message.publish.mqtt3.Mqtt3PublishView;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.sluice.gateway.message.Payload;
import java.nio.ByteBuffer;

/**
 * The payload of a message that the client has received: its own array, which it has made for that
 * message and never touches again, where its public interface gives a copy. Like {@link
 * NetworkChannel} this holds on to classes of the client that are internal.
 */
final class ReceivedPayload {

    private ReceivedPayload() {}

    static Payload of(Mqtt5Publish publish) {
        return of((MqttPublish) publish);
    }

    static Payload of(Mqtt3Publish publish) {
        return of(((Mqtt3PublishView) publish).getDelegate());
    }

    private static Payload of(MqttPublish publish) {
        ByteBuffer raw = publish.getRawPayload();
        if (raw == null) {
            return Payload.EMPTY;
        }
        return raw.hasArray()
                ? Payload.of(raw.array(), raw.arrayOffset() + raw.position(), raw.remaining())
                : Payload.of(publish.getPayloadAsBytes());
    }
}
