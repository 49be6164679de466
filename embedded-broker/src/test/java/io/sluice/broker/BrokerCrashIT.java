/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCrashIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int READINGS = 200;

    @TempDir private Path data;

    @Test
    void keepsEverythingAcknowledgedOverAKill() throws Exception {
        // Given
        try (BrokerProcess broker = BrokerProcess.start(data, 0)) {
            Mqtt5BlockingClient subscriber = client("gateway", broker.port);
            Clients.connectPersistent(subscriber, READINGS, true);
            Clients.subscribe(subscriber, "a/#");
            subscriber.disconnect();
            Mqtt5BlockingClient publisher = client("publisher", broker.port);
            publisher.connect();
            for (int i = 0; i < READINGS; i++) {
                Clients.publish(publisher, "a/b", "reading " + i);
            }

            // When
            broker.kill();
        }

        // Then
        try (BrokerProcess broker = BrokerProcess.start(data, 0)) {
            Mqtt5BlockingClient again = client("gateway", broker.port);
            BlockingQueue<Mqtt5Publish> arrived = Clients.connectPersistent(again, READINGS, false);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(arrived).hasSize(READINGS));
            assertThat(Clients.drained(arrived))
                    .isEqualTo(IntStream.range(0, READINGS).mapToObj(i -> "reading " + i).toList());
            again.disconnect();
            assertThat(broker.terminate()).isZero();
        }
    }

    private static Mqtt5BlockingClient client(String clientId, int port) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
    }

    /** The broker's {@link Main} in a JVM of its own. */
    private static final class BrokerProcess implements AutoCloseable {

        private final Process process;
        private final int port;

        private BrokerProcess(Process process, int port) {
            this.process = process;
            this.port = port;
        }

        static BrokerProcess start(Path data, int port) throws IOException {
            Process process =
                    new ProcessBuilder(
                                    List.of(
                                            Path.of(System.getProperty("java.home"), "bin", "java")
                                                    .toString(),
                                            "-XX:TieredStopAtLevel=1",
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            Main.class.getName(),
                                            "--port",
                                            Integer.toString(port),
                                            "--data",
                                            data.toString()))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            BufferedReader out = process.inputReader();
            String ready = out.readLine();
            assertThat(ready).startsWith("{\"uri\":\"mqtt://127.0.0.1:");
            URI uri = URI.create(ready.substring("{\"uri\":\"".length(), ready.length() - 2));
            return new BrokerProcess(process, uri.getPort());
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        int terminate() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
