/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices publish to AWS IoT Core themselves, and the gateway listens there, or steps aside. */
class RuleOnlyIT {

    private static final String TOPIC = "sensors/a/telemetry";
    private static final String RULE = "telemetry_rule";

    @TempDir Path folder;

    /** What is being published as the rule is enabled or disabled is done with by then. */
    private static final String SETTLE = "ruleSettleTime: 300ms";

    private static String settings(GatewayRig rig) {
        return settings(rig, rig.aws().mqttTlsUri().orElseThrow());
    }

    private static String settings(GatewayRig rig, URI broker) {
        var files = rig.aws().certificates().orElseThrow();
        return """
               source:
                 broker: '%s'
                 clientId: gateway
                 receiveMaximum: 100
                 tls: {caFile: '%s', certificateFile: '%s', keyFile: '%s'}
                 reconnect: {initialDelay: 50ms, maxDelay: 200ms}
               routes:
                 - {name: telemetry, filter: 'sensors/+/telemetry', stream: telemetry, linger: 20ms, rule: {name: telemetry_rule}}
               """
                        .formatted(broker, files.ca(), files.clientCertificate(), files.clientKey())
                + rig.iotCore("forwarding: rule-only\n  " + SETTLE);
    }

    private static boolean isDisabled(GatewayRig rig) {
        return rig.aws().iotRules().find(RULE).orElseThrow().disabled();
    }

    @Test
    void stepsAsideForTheRuleAndComesBack() {
        // Given
        try (GatewayRig rig = GatewayRig.withIotCore(folder)) {
            rig.createRule(RULE, "SELECT * FROM 'sensors/+/telemetry'");
            URI iotCore = rig.aws().mqttPlainUri().orElseThrow();
            try (Gateway gateway = rig.start(settings(rig));
                    Publisher device = new Publisher(iotCore)) {
                device.publish(TOPIC, Readings.numbered("direct", 50));
                rig.awaitDelivered(50);
                assertThat(rig.aws().iot().counters().of(RULE, "RulesExecuted")).isZero();

                // When
                gateway.changeMode("iot-rule");
                device.publish(TOPIC, Readings.numbered("rule", 50));
                rig.awaitDelivered(100);

                // Then
                assertThat(isDisabled(rig)).isFalse();
                assertThat(rig.aws().iot().counters().of(RULE, "RulesExecuted")).isEqualTo(50);
                await().during(Duration.ofMillis(300)).until(() -> rig.delivered().size() == 100);

                // And: back
                gateway.changeMode("direct");
                assertThat(isDisabled(rig)).isTrue();
                device.publish(TOPIC, Readings.numbered("again", 50));
                rig.awaitDelivered(150);
                assertThat(rig.aws().iot().counters().of(RULE, "RulesExecuted")).isEqualTo(50);
                await().during(Duration.ofMillis(300)).until(() -> rig.delivered().size() == 150);
                assertThat(new HashSet<>(rig.delivered())).hasSize(150);
            }
        }
    }

    @Test
    void keepsTheRuleWhileTheGatewayIsNotSubscribed() {
        // Given
        try (GatewayRig rig = GatewayRig.withIotCore(folder)) {
            rig.createRule(RULE, "SELECT * FROM 'sensors/+/telemetry'");
            rig.aws().iotRules().enable(RULE);
            URI nobody = URI.create("mqtts://127.0.0.1:1");

            // When
            try (Gateway gateway =
                    new Gateway(rig.config(settings(rig, nobody) + "mode: direct"))) {
                gateway.start();

                // Then
                await().atMost(GatewayRig.PATIENCE)
                        .until(
                                () ->
                                        gateway.notReadyBecause().stream()
                                                .anyMatch(p -> p.contains("stay enabled")));
                assertThat(isDisabled(rig)).isFalse();
            }

            // And: with a broker
            try (Gateway gateway = rig.start(settings(rig))) {
                await().atMost(GatewayRig.PATIENCE).until(() -> isDisabled(rig));
                assertThat(gateway.mode()).isEqualTo("direct");
            }
        }
    }

    @Test
    void takesWhatTheBrokerHasKeptForItThoughItIsStartedInTheOtherMode() {
        // Given
        try (GatewayRig rig = GatewayRig.withIotCore(folder)) {
            rig.createRule(RULE, "SELECT * FROM 'sensors/+/telemetry'");
            rig.start(settings(rig)).close();
            URI iotCore = rig.aws().mqttPlainUri().orElseThrow();
            try (Publisher device = new Publisher(iotCore)) {
                device.publish(TOPIC, Readings.numbered("kept", 50));

                // When
                try (Gateway gateway = rig.start(settings(rig) + "mode: iot-rule")) {
                    rig.awaitDelivered(50);
                    await().atMost(GatewayRig.PATIENCE)
                            .until(() -> gateway.notReadyBecause().isEmpty());
                    device.publish(TOPIC, Readings.numbered("rule", 50));

                    // Then
                    rig.awaitDelivered(100);
                    assertThat(gateway.mode()).isEqualTo("iot-rule");
                    assertThat(new HashSet<>(rig.delivered())).hasSize(100);
                }
            }
        }
    }

    @Test
    void losesNothingWhileDevicesPublishAndRepeatsOnlyWhatBothWaysHaveSeen() throws Exception {
        // Given
        try (GatewayRig rig = GatewayRig.withIotCore(folder)) {
            rig.createRule(RULE, "SELECT * FROM 'sensors/+/telemetry'");
            URI iotCore = rig.aws().mqttPlainUri().orElseThrow();
            AtomicBoolean stopped = new AtomicBoolean();
            List<String> published = new ArrayList<>();
            Set<String> whileSwitching = new HashSet<>();
            AtomicBoolean switching = new AtomicBoolean();
            try (Gateway gateway = rig.start(settings(rig));
                    Publisher device = new Publisher(iotCore)) {
                Thread devices =
                        new Thread(
                                () -> {
                                    String last = null;
                                    for (int i = 0; !stopped.get(); i++) {
                                        String reading = "{\"seq\":" + i + "}";
                                        boolean before = switching.get();
                                        if (before && last != null) {
                                            // its PUBACK is not the end of its way
                                            whileSwitching.add(last);
                                        }
                                        device.publish(
                                                        TOPIC,
                                                        reading.getBytes(StandardCharsets.UTF_8))
                                                .orTimeout(
                                                        20, java.util.concurrent.TimeUnit.SECONDS)
                                                .join();
                                        published.add(reading);
                                        if (before || switching.get()) {
                                            whileSwitching.add(reading);
                                        }
                                        last = reading;
                                        await().pollDelay(Duration.ofMillis(11)).until(() -> true);
                                    }
                                });
                devices.start();

                // When
                for (int i = 0; i < 6; i++) {
                    await().pollDelay(Duration.ofMillis(500)).until(() -> true);
                    switching.set(true);
                    gateway.changeMode(i % 2 == 0 ? "iot-rule" : "direct");
                    switching.set(false);
                }
                await().pollDelay(Duration.ofMillis(300)).until(() -> true);
                stopped.set(true);
                devices.join();

                // Then
                await().atMost(GatewayRig.PATIENCE)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> rig.delivered().containsAll(published));
                await().pollDelay(Duration.ofMillis(500)).until(() -> true);
                List<String> twice = new ArrayList<>(rig.delivered());
                new HashSet<>(twice).forEach(twice::remove);
                System.err.println(
                        published.size() + " published, " + twice.size() + " twice: " + twice);
                assertThat(whileSwitching).containsAll(twice);
            }
        }
    }
}
