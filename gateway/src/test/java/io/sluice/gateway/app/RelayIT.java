/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.broker.EmbeddedBroker;
import io.sluice.broker.EmbeddedBrokerOptions;
import io.sluice.broker.GateVerdict;
import io.sluice.broker.GatedPublish;
import io.sluice.gateway.broker.OpenGate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay and what is at its other end. */
class RelayIT {

    private static final String TOPIC = "sensors/a/telemetry";
    private static final String RULE = "telemetry_rule";
    private static final String ALL = "SELECT * FROM 'sensors/+/telemetry'";
    private static final String ROUTE =
            """
            mode: iot-rule
            routes:
              - {name: telemetry, filter: 'sensors/+/telemetry', stream: telemetry, linger: 20ms, rule: {name: telemetry_rule}}
            """;

    @TempDir Path folder;

    @Test
    void publishesOverASignedWebSocket() throws Exception {
        // Given
        try (GatewayRig rig = GatewayRig.withIotCore(folder);
                TlsFront front = TlsFront.of(rig.aws())) {
            rig.createRule(RULE, ALL);
            List<String> readings = Readings.numbered(300);
            String iotCore =
                    """
                    iotCore:
                      endpoint: 'wss://127.0.0.1:%d'
                      tls: {caFile: '%s'}
                      ruleSettleTime: 0s
                      ruleCheckInterval: 200ms
                      confirmInterval: 100ms
                    """
                            .formatted(front.port(), rig.aws().certificates().orElseThrow().ca());
            try (Gateway gateway = rig.start(ROUTE + iotCore);
                    Publisher publisher = rig.publisher()) {
                // When
                publisher.publish(TOPIC, readings);
                rig.awaitDelivered(readings.size());

                // Then
                assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
                assertThat(gateway.mode()).isEqualTo("iot-rule");
                assertThat(front.firstRequest())
                        .startsWith("GET /mqtt?")
                        .contains(
                                "X-Amz-Algorithm=AWS4-HMAC-SHA256",
                                "X-Amz-Credential=local/",
                                "/eu-central-1/iotdevicegateway/aws4_request&",
                                "X-Amz-Signature=")
                        .doesNotContain("%25");
            }
        }
    }

    @Test
    void sendsNothingAfterAStartUntilTheRuleIsEnabled() {
        // Given: readings in the spool, and a rule that somebody has disabled meanwhile
        try (GatewayRig rig = GatewayRig.withIotCore(folder)) {
            rig.createRule(RULE, ALL);
            List<String> readings = Readings.numbered(500);
            String settings = ROUTE + rig.iotCore("");
            try (Gateway gateway = rig.start(settings);
                    Publisher publisher = rig.publisher()) {
                publisher.publish(TOPIC, readings.subList(0, 100));
                rig.awaitDelivered(100);
                gateway.stop();
            }
            rig.aws().iotRules().disable(RULE);
            try (Publisher publisher = rig.publisher()) {
                publisher.publish(TOPIC, readings.subList(100, 500));
            }

            // When
            try (Gateway again = rig.start(settings)) {
                rig.awaitDelivered(500);

                // Then
                assertThat(again.mode()).isEqualTo("iot-rule");
                assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
                assertThat(rig.aws().iot().counters().of("RuleNotFound")).isZero();
            }
        }
    }

    @Test
    void losesNothingToARuleThatSomebodyDisablesUnderLoad() {
        // Given
        try (GatewayRig rig = GatewayRig.withIotCore(folder)) {
            rig.createRule(RULE, ALL);
            List<String> readings = Readings.numbered(3_000);
            try (Gateway gateway = rig.start(ROUTE + rig.iotCore(""));
                    Publisher publisher = rig.publisher()) {
                publisher.publish(TOPIC, readings.subList(0, 100));
                rig.awaitDelivered(100);

                // When: AWS acknowledges readings that no rule takes any more (a look at the rule
                // may by chance come in between; then once more)
                int published = 100;
                while (rig.aws().iot().counters().of("RuleNotFound") == 0) {
                    assertThat(published).isLessThan(3_000);
                    rig.aws().iotRules().disable(RULE);
                    publisher.publish(TOPIC, readings.subList(published, published + 290));
                    published += 290;
                    await().atMost(GatewayRig.PATIENCE)
                            .until(
                                    () ->
                                            gateway.notReadyBecause()
                                                    .toString()
                                                    .contains("is disabled"));
                    rig.aws().iotRules().enable(RULE);
                    await().atMost(GatewayRig.PATIENCE)
                            .until(() -> gateway.notReadyBecause().isEmpty());
                }
                publisher.publish(TOPIC, readings.subList(published, 3_000));

                // Then
                rig.awaitDelivered(3_000);
                assertThat(Set.copyOf(rig.delivered()))
                        .containsExactlyInAnyOrderElementsOf(readings);
            }
        }
    }

    @Test
    void publishesAgainWhatAwsHasDiscardedThoughItAcknowledgesWhatCameAfter() throws Exception {
        // Given: an endpoint that discards one publish, as AWS does above its rates
        try (GatewayRig rig = GatewayRig.withIotCore(folder);
                EmbeddedBroker other =
                        EmbeddedBroker.start(
                                EmbeddedBrokerOptions.builder()
                                        .gate(new DiscardsOne(rig))
                                        .build())) {
            rig.createRule(RULE, ALL);
            List<String> readings = Readings.numbered(200);
            String settings =
                    ROUTE
                            + """
                              iotCore:
                                endpoint: '%s'
                                ruleSettleTime: 0s
                                ruleCheckInterval: 200ms
                                confirmInterval: 100ms
                                acknowledgeTimeout: 1s
                              """
                                    .formatted(URI.create(other.uri()));
            try (Gateway gateway = rig.start(settings);
                    Publisher publisher = rig.publisher()) {
                // When: readings go on coming, and are acknowledged
                for (String reading : readings) {
                    publisher.publish(TOPIC, reading.getBytes(StandardCharsets.UTF_8)).join();
                    await().pollDelay(Duration.ofMillis(15)).until(() -> true);
                }

                // Then
                await().atMost(GatewayRig.PATIENCE)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> rig.delivered().containsAll(readings));
                assertThat(gateway.notLiveBecause()).isEmpty();
            }
        }
    }

    /** Lets everything through to the rules but the tenth publish. */
    private static final class DiscardsOne extends OpenGate {

        private final GatewayRig rig;
        private final AtomicBoolean discarded = new AtomicBoolean();
        private int seen;

        DiscardsOne(GatewayRig rig) {
            this.rig = rig;
        }

        @Override
        public synchronized CompletionStage<GateVerdict> publish(GatedPublish publish) {
            seen++;
            if (seen == 10 && discarded.compareAndSet(false, true)) {
                return CompletableFuture.completedFuture(GateVerdict.DISCARD);
            }
            rig.publishToIotCore(publish.topic(), publish.payload());
            return CompletableFuture.completedFuture(GateVerdict.acknowledge(0));
        }
    }
}
