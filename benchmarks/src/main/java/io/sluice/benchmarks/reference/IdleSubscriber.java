/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.reference;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.reactivex.schedulers.Schedulers;
import io.sluice.benchmarks.reading.SizedReadings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The subscriber that does nothing: counts what comes, lets the client acknowledge by itself, keeps
 * no reading. The same client library and threads as the gateway's. A process of its own.
 *
 * <p>Arguments: port of the broker on loopback, client id, receive-maximum, protocol. Subscribes,
 * prints {@code {"received":0}}, and again with the number so far for each line that it reads from
 * stdin; it ends with stdin.
 */
public final class IdleSubscriber {

    private static final Duration SESSION = Duration.ofDays(1);

    private static final AtomicInteger RECEIVED = new AtomicInteger();

    private IdleSubscriber() {}

    /** Takes readings. */
    public static void main(String[] args) throws IOException {
        MqttClientBuilder client =
                MqttClient.builder()
                        .identifier(args[1])
                        .serverHost("127.0.0.1")
                        .serverPort(Integer.parseInt(args[0]))
                        .executorConfig(
                                MqttClientExecutorConfig.builder()
                                        .applicationScheduler(Schedulers.trampoline())
                                        .build());
        if (args[3].equals("mqtt5")) {
            subscribe(client.useMqttVersion5().buildAsync(), Integer.parseInt(args[2]));
        } else {
            subscribe(client.useMqttVersion3().buildAsync());
        }
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        do {
            System.out.println("{\"received\":" + RECEIVED.get() + "}");
        } while (in.readLine() != null);
        System.exit(0);
    }

    private static void subscribe(Mqtt5AsyncClient client, int receiveMaximum) {
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> received());
        client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(SESSION.toSeconds())
                .restrictions()
                .receiveMaximum(receiveMaximum)
                .applyRestrictions()
                .send()
                .join();
        client.subscribeWith()
                .topicFilter(SizedReadings.FILTER)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
    }

    private static void subscribe(Mqtt3AsyncClient client) {
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> received());
        client.connectWith().cleanSession(false).send().join();
        client.subscribeWith()
                .topicFilter(SizedReadings.FILTER)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
    }

    /** By the network thread, which is the only one to count. */
    private static void received() {
        RECEIVED.lazySet(RECEIVED.getPlain() + 1);
    }
}
