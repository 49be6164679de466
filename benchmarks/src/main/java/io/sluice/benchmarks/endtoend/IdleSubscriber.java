/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.reactivex.schedulers.Schedulers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The subscriber that does nothing: counts what comes, lets the client acknowledge by itself, keeps
 * no reading. The same client library and threads as the gateway's. A process of its own.
 *
 * <p>Arguments: port of the broker on loopback, client id, receive-maximum, readings to let pass
 * before the clock starts, readings in all, protocol. Prints one line of JSON when all have come:
 * {@code {"seconds":..,"cpuSeconds":..}}, both from the start of the clock to the last reading.
 *
 * <p>With 0 readings in all it subscribes, prints {@code {"received":0}}, and again with the number
 * so far for each line that it reads from stdin; it ends with stdin.
 */
public final class IdleSubscriber {

    // the network thread's alone
    private final int warmUp;
    private final int total;
    private int count;
    private final AtomicInteger shownCount = new AtomicInteger();
    private long beganNanos;
    private double cpuAtBegin;

    private final CompletableFuture<String> done = new CompletableFuture<>();

    private IdleSubscriber(int warmUp, int total) {
        this.warmUp = warmUp;
        this.total = total;
    }

    /** Takes its readings and ends. */
    public static void main(String[] args) {
        IdleSubscriber subscriber =
                new IdleSubscriber(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        MqttClientBuilder client =
                MqttClient.builder()
                        .identifier(args[1])
                        .serverHost("127.0.0.1")
                        .serverPort(Integer.parseInt(args[0]))
                        .executorConfig(
                                MqttClientExecutorConfig.builder()
                                        .applicationScheduler(Schedulers.trampoline())
                                        .build());
        if (args[5].equals(Scenario.MQTT5)) {
            subscriber.take(client.useMqttVersion5().buildAsync(), Integer.parseInt(args[2]));
        } else {
            subscriber.take(client.useMqttVersion3().buildAsync());
        }
    }

    private void take(Mqtt5AsyncClient client, int receiveMaximum) {
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> received());
        client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(Duration.ofDays(1).toSeconds())
                .restrictions()
                .receiveMaximum(receiveMaximum)
                .applyRestrictions()
                .send()
                .join();
        if (total == 0) {
            client.subscribeWith()
                    .topicFilter(Backlog.FILTER)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send()
                    .join();
            answer();
        } else {
            System.out.println(done.join());
        }
        client.disconnect().join();
    }

    private void take(Mqtt3AsyncClient client) {
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> received());
        client.connectWith().cleanSession(false).send().join();
        if (total == 0) {
            client.subscribeWith()
                    .topicFilter(Backlog.FILTER)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send()
                    .join();
            answer();
        } else {
            System.out.println(done.join());
        }
        client.disconnect().join();
    }

    private void answer() {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try {
            do {
                System.out.println("{\"received\":" + shownCount.get() + "}");
            } while (in.readLine() != null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void received() {
        count++;
        shownCount.lazySet(count);
        if (count == warmUp) {
            beganNanos = System.nanoTime();
            cpuAtBegin = cpuSeconds();
        }
        if (count == total) {
            done.complete(
                    String.format(
                            Locale.ROOT,
                            "{\"seconds\":%.6f,\"cpuSeconds\":%.3f}",
                            (System.nanoTime() - beganNanos) / 1e9,
                            cpuSeconds() - cpuAtBegin));
        }
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos()
                / 1e9;
    }
}
