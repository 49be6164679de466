/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.sluice.localaws.iot.engine.MessageTrace;
import io.sluice.localaws.iot.engine.MessageTrace.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MQTT clients, unmodified, against the rules of a local AWS IoT Core. */
class IotMqttIT {

    @TempDir private Path data;

    @Test
    void firesTheRulesThatMatchAndSaysWhyOthersDoNot() {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            // Given
            iot.aws
                    .iotRules()
                    .create("all", IotFixture.rule("SELECT * FROM 'sensors/+/telemetry'"));
            iot.aws.iotRules().create("other", IotFixture.rule("SELECT * FROM 'plants/#'"));
            Mqtt5BlockingClient device = iot.connected("device-1");

            // When
            publish(device, "sensors/1/telemetry", "{\"t\":1}");
            publish(device, "sensors/1/status", "{\"t\":2}");

            // Then
            assertThat(iot.delivered()).containsExactly("{\"t\":1}");
            MessageTrace fired = iot.aws.iot().trace().latest(2).get(1);
            assertThat(fired.clientId()).isEqualTo("device-1");
            assertThat(fired.rules().get(0).status()).isEqualTo(Status.FIRED);
            assertThat(fired.rules().get(0).result()).isEqualTo("{\"t\":1}");
            assertThat(fired.rules().get(0).actions().get(0).detail())
                    .isEqualTo("1 record, 8 bytes");
            assertThat(fired.rules().get(1).reason())
                    .isEqualTo("level 1: the filter wants 'plants', the topic has 'sensors'");
            assertThat(iot.aws.iot().counters().of("all", "Success")).isEqualTo(1);
            assertThat(iot.aws.iot().counters().of("all", "TopicMatch")).isEqualTo(1);
            assertThat(iot.usage().records()).isEqualTo(1);
        }
    }

    @Test
    void servesSubscribersAsWell() throws Exception {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            BlockingQueue<Mqtt5Publish> arrived = subscribed(iot, "sensors/#");

            publish(iot.connected("device"), "sensors/1", "x");

            assertThat(arrived.poll(5, TimeUnit.SECONDS).getPayloadAsBytes())
                    .isEqualTo("x".getBytes(UTF_8));
        }
    }

    @Test
    void sharesASubscriptionBetweenItsMembers() throws Exception {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            // Given
            BlockingQueue<Mqtt5Publish> one = subscribed(iot, "one", "$share/g/sensors/#");
            BlockingQueue<Mqtt5Publish> two = subscribed(iot, "two", "$share/g/sensors/#");
            Mqtt5BlockingClient device = iot.connected("device");

            // When
            for (int i = 0; i < 20; i++) {
                publish(device, "sensors/" + i, "x");
            }

            // Then
            await().until(() -> one.size() + two.size() == 20);
            assertThat(one).isNotEmpty();
            assertThat(two).isNotEmpty();
        }
    }

    @Test
    void speaksMqttOverWebSocket() {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            iot.aws.iotRules().create("r", IotFixture.rule("SELECT * FROM 'a'"));
            Mqtt5BlockingClient device =
                    iot.client("browser")
                            .webSocketConfig()
                            .serverPath("mqtt")
                            .queryString("X-Amz-Signature=any")
                            .applyWebSocketConfig()
                            .buildBlocking();
            device.connect();

            publish(device, "a", "x".repeat(128 * 1024));

            assertThat(iot.delivered()).singleElement().asString().hasSize(128 * 1024);
        }
    }

    @Test
    void stopsFiringAsSoonAsTheRuleIsDisabled() {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            // Given
            iot.aws.iotRules().create("r", IotFixture.rule("SELECT * FROM 'a'"));
            Mqtt5BlockingClient device = iot.connected("device");
            publish(device, "a", "1");

            // When
            iot.aws.iotRules().disable("r");
            publish(device, "a", "2");
            iot.aws.iotRules().enable("r");
            publish(device, "a", "3");

            // Then
            assertThat(iot.delivered()).containsExactly("1", "3");
        }
    }

    @Test
    void invokesOneRuleByBasicIngestWithoutItsFilter() throws Exception {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            // Given
            iot.aws.iotRules().create("one", IotFixture.rule("SELECT * FROM 'nowhere'"));
            iot.aws.iotRules().create("two", IotFixture.rule("SELECT * FROM 'a/#'"));
            BlockingQueue<Mqtt5Publish> arrived = subscribed(iot, "#");
            Mqtt5BlockingClient device = iot.connected("device");

            // When
            publish(device, "$aws/rules/one/a/b", "x");
            publish(device, "$aws/rules/missing/a/b", "y");

            // Then
            assertThat(iot.delivered()).containsExactly("x");
            assertThat(iot.aws.iot().counters().of("RuleNotFound")).isEqualTo(1);
            assertThat(iot.aws.iot().trace().latest(1).get(0).rules().get(0).status())
                    .isEqualTo(Status.NOT_FOUND);
            assertThat(arrived.poll(200, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void sendsWhatFailedToTheErrorAction() throws Exception {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            // Given
            iot.aws
                    .iotRules()
                    .create("r", IotFixture.ruleWithErrors("SELECT * FROM 'a/#'", "errors/r"));
            BlockingQueue<Mqtt5Publish> errors = subscribed(iot, "errors/#");
            iot.aws.faults().set("record-failure=1");

            // When
            publish(iot.connected("device"), "a/b", "payload");

            // Then
            JsonNode report =
                    new ObjectMapper()
                            .readTree(errors.poll(10, TimeUnit.SECONDS).getPayloadAsBytes());
            assertThat(report.path("ruleName").asText()).isEqualTo("r");
            assertThat(report.path("topic").asText()).isEqualTo("a/b");
            assertThat(report.path("clientId").asText()).isEqualTo("device");
            assertThat(Base64.getDecoder().decode(report.path("base64OriginalPayload").asText()))
                    .isEqualTo("payload".getBytes(UTF_8));
            assertThat(report.at("/failures/0/failedAction").asText()).isEqualTo("FirehoseAction");
            assertThat(report.at("/failures/0/failedResource").asText()).isEqualTo("s");
            assertThat(report.at("/failures/0/errorMessage").asText()).contains("Slow down.");
            assertThat(iot.aws.iot().counters().of("r", "ErrorActionSuccess")).isEqualTo(1);
            assertThat(iot.delivered()).isEmpty();
        }
    }

    @Test
    void triesAgainWhatFirehoseThrottles() {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            iot.aws.iotRules().create("r", IotFixture.rule("SELECT * FROM 'a'"));
            iot.aws.faults().set("record-failure=0.3");
            Mqtt5BlockingClient device = iot.connected("device");

            for (int i = 0; i < 20; i++) {
                publish(device, "a", "m" + i);
            }

            assertThat(iot.delivered().size()).isGreaterThanOrEqualTo(19);
            assertThat(iot.usage().refusedRecords()).isPositive();
        }
    }

    @Test
    void failsActionsOnRequest() {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            iot.aws.iotRules().create("r", IotFixture.rule("SELECT * FROM 'a'"));
            iot.aws.faults().set("rule-failure=1@r");

            publish(iot.connected("device"), "a", "x");

            assertThat(iot.aws.iot().counters().of("r", "Failure")).isEqualTo(1);
            assertThat(iot.delivered()).isEmpty();
        }
    }

    @Test
    void discardsWhatIsAboveAHundredPublishesASecond() {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            // Given
            iot.aws.iotRules().create("r", IotFixture.rule("SELECT * FROM 'a'"));
            Mqtt5AsyncClient device = iot.connected("device").toAsync();

            // When
            List<CompletableFuture<?>> sent = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                sent.add(
                        device.publishWith()
                                .topic("a")
                                .qos(MqttQos.AT_MOST_ONCE)
                                .payload(("m" + i).getBytes(UTF_8))
                                .send());
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();

            // Then
            await().untilAsserted(
                            () ->
                                    assertThat(
                                                    iot.aws
                                                                    .iot()
                                                                    .counters()
                                                                    .of("PublishIn.Throttle")
                                                            + iot.aws
                                                                    .iot()
                                                                    .counters()
                                                                    .of("PublishIn.Success"))
                                            .isEqualTo(300));
            assertThat(iot.aws.iot().counters().of("PublishIn.Success")).isBetween(100L, 200L);
            assertThat(device.getState().isConnected()).isTrue();
        }
    }

    @Test
    void takesAsMuchAsComesWithoutLimits() {
        try (IotFixture iot = IotFixture.plain(data, false)) {
            iot.aws.iotRules().create("r", IotFixture.rule("SELECT * FROM 'a'"));
            Mqtt5AsyncClient device = iot.connected("device").toAsync();

            List<CompletableFuture<?>> sent = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                sent.add(
                        device.publishWith()
                                .topic("a")
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .payload(("m" + i).getBytes(UTF_8))
                                .send());
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();

            assertThat(iot.delivered()).hasSize(500);
        }
    }

    @Test
    void refusesTopicsThatAreTooDeepOrReserved() {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            Mqtt5BlockingClient device = iot.connected("device");

            publish(device, "1/2/3/4/5/6/7/8", "x");
            publish(device, "$aws/rules/r/1/2/3/4/5/6/7/8", "x");
            assertThat(refusal(device, "1/2/3/4/5/6/7/8/9"))
                    .isEqualTo(Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID);
            assertThat(refusal(device, "x".repeat(257)))
                    .isEqualTo(Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID);
            assertThat(refusal(device, "$aws/things/t/shadow"))
                    .isEqualTo(Mqtt5PubAckReasonCode.NOT_AUTHORIZED);
            assertThatThrownBy(() -> subscribe(device, "$aws/rules/r/a"))
                    .isInstanceOf(Mqtt5SubAckException.class);
            assertThat(device.getState().isConnected()).isTrue();
        }
    }

    @Test
    void endsAnMqtt3ConnectionThatDoesWhatNobodyMay() throws Exception {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            assertThat(survives(iot, "a/b", 128 * 1024, 1)).isTrue();
            assertThat(survives(iot, "a/b", 128 * 1024 + 1, 1)).isFalse();
            assertThat(survives(iot, "$SYS/x", 1, 1)).isFalse();
            assertThat(survives(iot, "a/b", 1, 2)).isFalse();
            assertThat(survives(iot, "1/2/3/4/5/6/7/8/9", 1, 0)).isFalse();
        }
    }

    @Test
    void keepsRulesAndSessionsOverARestart() throws Exception {
        Mqtt5BlockingClient reader;
        try (IotFixture iot = IotFixture.plain(data, true)) {
            iot.aws.iotRules().create("r", IotFixture.rule("SELECT * FROM 'a/#'"));
            iot.aws.iotRules().create("off", IotFixture.rule("SELECT * FROM 'a/#'"));
            iot.aws.iotRules().disable("off");
            reader = iot.client("reader").buildBlocking();
            reader.connectWith().cleanStart(false).noSessionExpiry().send();
            subscribe(reader, "a/#");
            reader.disconnect();
            publish(iot.connected("device"), "a/1", "one");
        }

        try (IotFixture iot = IotFixture.plain(data, true)) {
            BlockingQueue<Mqtt5Publish> arrived = new LinkedBlockingQueue<>();
            reader = iot.client("reader").buildBlocking();
            reader.toAsync().publishes(MqttGlobalPublishFilter.ALL, arrived::add);
            reader.connectWith().cleanStart(false).noSessionExpiry().send();
            publish(iot.connected("device"), "a/2", "two");

            assertThat(arrived.poll(5, TimeUnit.SECONDS).getTopic()).hasToString("a/1");
            assertThat(arrived.poll(5, TimeUnit.SECONDS).getTopic()).hasToString("a/2");
            assertThat(iot.delivered()).containsExactlyInAnyOrder("one", "two");
            assertThat(iot.aws.iotRules().get("off").disabled()).isTrue();
        }
    }

    @Test
    void endsRulesThatFeedOneAnother() {
        try (IotFixture iot = IotFixture.plain(data, true)) {
            com.fasterxml.jackson.databind.node.ObjectNode loop =
                    IotFixture.rule("SELECT * FROM 'a'");
            loop.withArray("/actions")
                    .addObject()
                    .putObject("republish")
                    .put("topic", "a")
                    .put("roleArn", IotFixture.ROLE);
            iot.aws.iotRules().create("loop", loop);

            publish(iot.connected("device"), "a", "x");

            await().untilAsserted(
                            () ->
                                    assertThat(iot.aws.iot().counters().of("loop", "Failure"))
                                            .isEqualTo(1));
            assertThat(iot.delivered()).hasSize(11);
        }
    }

    /** Whether a publish by an MQTT 3 client leaves its connection alive. */
    private static boolean survives(IotFixture iot, String topic, int bytes, int qos)
            throws MqttException {
        org.eclipse.paho.client.mqttv3.MqttClient device =
                new org.eclipse.paho.client.mqttv3.MqttClient(
                        "tcp://127.0.0.1:" + iot.aws.mqttPlainUri().orElseThrow().getPort(),
                        UUID.randomUUID().toString(),
                        new MemoryPersistence());
        device.setTimeToWait(10_000);
        device.connect();
        try {
            device.publish(topic, new byte[bytes], qos, false);
            device.publish("a", new byte[1], 1, false);
            return true;
        } catch (MqttException e) {
            await().until(() -> !device.isConnected());
            return false;
        } finally {
            if (device.isConnected()) {
                device.disconnect();
            }
            device.close();
        }
    }

    private static void publish(Mqtt5BlockingClient client, String topic, String payload) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(UTF_8))
                .send();
    }

    private static Mqtt5PubAckReasonCode refusal(Mqtt5BlockingClient client, String topic) {
        try {
            publish(client, topic, "x");
        } catch (Mqtt5PubAckException e) {
            return e.getMqttMessage().getReasonCode();
        }
        return Mqtt5PubAckReasonCode.SUCCESS;
    }

    private static void subscribe(Mqtt5BlockingClient client, String filter) {
        client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    private static BlockingQueue<Mqtt5Publish> subscribed(IotFixture iot, String filter) {
        return subscribed(iot, "reader", filter);
    }

    private static BlockingQueue<Mqtt5Publish> subscribed(
            IotFixture iot, String clientId, String filter) {
        BlockingQueue<Mqtt5Publish> arrived = new LinkedBlockingQueue<>();
        Mqtt5BlockingClient reader = iot.connected(clientId);
        reader.toAsync().publishes(MqttGlobalPublishFilter.ALL, arrived::add);
        subscribe(reader, filter);
        return arrived;
    }
}
