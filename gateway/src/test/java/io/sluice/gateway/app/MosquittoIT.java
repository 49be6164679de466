/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole gateway against a broker that is not ours; MosquittoContractIT tries its source. */
@EnabledIf("io.sluice.gateway.app.Mosquitto#isInstalled")
class MosquittoIT {

    private static final String TOPIC = "sensors/device/telemetry";

    @TempDir Path folder;
    private LocalAws aws;

    @BeforeEach
    void start() {
        aws =
                LocalAws.start(
                        LocalAwsOptions.builder()
                                .data(folder.resolve("aws"))
                                .port(0)
                                .seed(2)
                                .build());
        aws.createStream(GatewayRig.STREAM, "bucket");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @ParameterizedTest
    @CsvSource({"mqtt5, disk", "mqtt5, broker", "mqtt3.1.1, disk", "mqtt3.1.1, broker"})
    void sendsNothingTwiceThatWasAcceptedWhileOthersWereRefused(String protocol, String durability)
            throws Exception {
        // Given: three records of ten are refused inside an HTTP 200
        aws.faults().set("record-failure=0.3");
        List<String> readings = Readings.numbered(3000);
        try (Mosquitto broker =
                        Mosquitto.start(folder.resolve("mosquitto"), "allow_anonymous true");
                Gateway gateway = gateway(broker, "protocol: " + protocol, small(durability))) {
            established(gateway);

            // When
            publish(broker, readings);

            // Then
            await().atMost(GatewayRig.PATIENCE).until(() -> delivered().size() >= readings.size());
            assertThat(delivered()).containsExactlyInAnyOrderElementsOf(readings);
        }
    }

    private static String small(String durability) {
        return """
               spool: {durability: %s}
               routes: [{name: t, filter: 'sensors/#', stream: telemetry, linger: 20ms, pack: {maxReadings: 20}}]
               """
                .formatted(durability);
    }

    /**
     * Mosquitto 2.0.11 sends more than the receive maximum when it resumes a session with a
     * backlog.
     */
    @Test
    void catchesUpWithABacklogFarAboveTheReceiveMaximum() throws Exception {
        // Given: a session that exists, and a backlog that gathered while the gateway was away
        List<String> readings = Readings.numbered(20_000);
        try (Mosquitto broker =
                Mosquitto.start(folder.resolve("mosquitto"), "allow_anonymous true")) {
            try (Gateway gateway = gateway(broker, "receiveMaximum: 500", "")) {
                established(gateway);
                gateway.stop();
            }
            publish(broker, readings);

            // When
            try (Gateway gateway = gateway(broker, "receiveMaximum: 500", "")) {
                established(gateway);
                await().atMost(GatewayRig.PATIENCE).until(() -> delivered().containsAll(readings));

                // Then: what comes twice is what was in flight when the broker was cut off
                assertThat(delivered().size()).isLessThan(readings.size() + 5_000);
            }
        }
    }

    @Test
    void waitsForABrokerThatIsNotThereYet() throws Exception {
        Mosquitto broker = Mosquitto.start(folder.resolve("mosquitto"), "allow_anonymous true");
        broker.close();
        try (Gateway gateway = gateway(broker, "protocol: mqtt5", "")) {
            var established = gateway.start().toCompletableFuture();
            await().atMost(GatewayRig.PATIENCE)
                    .until(() -> gateway.notReadyBecause().toString().contains("refused"));
            assertThat(established).isNotDone();
            broker.restart();
            established.get(60, TimeUnit.SECONDS);
            await().atMost(GatewayRig.PATIENCE).until(() -> gateway.notReadyBecause().isEmpty());
        } finally {
            broker.close();
        }
    }

    private Gateway gateway(Mosquitto broker, String source, String more) {
        String yaml =
                GatewayRig.yaml(
                                broker.uri(),
                                aws.endpoint(),
                                folder.resolve("gateway"),
                                "source: {}\n" + more)
                        .replace(
                                "source: {}",
                                "source: {broker: '"
                                        + broker.uri()
                                        + "', clientId: gateway, reconnect: {initialDelay: 50ms, maxDelay: 200ms}, "
                                        + source
                                        + "}");
        return new Gateway(ConfigLoader.parse(yaml, Map.of()));
    }

    private static void established(Gateway gateway) throws Exception {
        gateway.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static void publish(Mosquitto broker, List<String> readings) {
        try (Publisher publisher = new Publisher(URI.create(broker.uri()))) {
            publisher.publish(TOPIC, readings);
        }
    }

    private List<String> delivered() {
        aws.flush();
        return Readings.in(aws.buckets());
    }
}
