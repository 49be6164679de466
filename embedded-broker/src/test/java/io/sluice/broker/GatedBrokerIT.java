/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.sluice.broker.GatedPublish.PublishProperties;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gate that does as the test says, before a real broker with real clients. */
class GatedBrokerIT {

    private static final GateTerms TERMS = new GateTerms(5, 1, 2_000, 1_000, 4, 300);

    private final ScriptedGate gate = new ScriptedGate();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(EmbeddedBrokerOptions.builder().gate(gate).build());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void tellsItsTermsInTheConnack() {
        Mqtt5ConnAck answer = Clients.to(broker, "c").buildBlocking().connect();

        assertThat(answer.getRestrictions().getReceiveMaximum()).isEqualTo(5);
        assertThat(answer.getRestrictions().getMaximumQos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
        assertThat(answer.getRestrictions().getTopicAliasMaximum()).isEqualTo(4);
        assertThat(answer.getRestrictions().getMaximumPacketSize()).isEqualTo(2_000);
        assertThat(answer.getRestrictions().areSubscriptionIdentifiersAvailable()).isFalse();
    }

    @Test
    void passesWhatMayPassAndResolvesAliases() throws Exception {
        // Given
        Mqtt5BlockingClient reader = Clients.to(broker, "reader").buildBlocking();
        BlockingQueue<Mqtt5Publish> arrived = Clients.connectPersistent(reader, 100, false);
        Clients.subscribe(reader, "a/#");
        Mqtt5BlockingClient writer = Clients.connected(broker, "writer");

        // When
        for (int i = 0; i < 20; i++) {
            Clients.publish(writer, "a/same", "m" + i);
        }

        // Then
        for (int i = 0; i < 20; i++) {
            assertThat(Clients.text(arrived.poll(5, TimeUnit.SECONDS))).isEqualTo("m" + i);
        }
        assertThat(gate.seen).hasSize(20).allMatch(seen -> seen.topic().equals("a/same"));
        assertThat(gate.seen.get(0).clientId()).isEqualTo("writer");
    }

    @Test
    void acknowledgesWithoutRoutingAndWithAReason() throws Exception {
        // Given
        gate.verdicts =
                publish ->
                        CompletableFuture.completedFuture(
                                GateVerdict.acknowledge(
                                        publish.topic().equals("a/bad") ? 0x90 : 0));
        Mqtt5BlockingClient reader = Clients.to(broker, "reader").buildBlocking();
        BlockingQueue<Mqtt5Publish> arrived = Clients.connectPersistent(reader, 100, false);
        Clients.subscribe(reader, "a/#");
        Mqtt5BlockingClient writer = Clients.connected(broker, "writer");

        // When
        Clients.publish(writer, "a/good", "x");

        // Then
        assertThatThrownBy(() -> Clients.publish(writer, "a/bad", "x"))
                .isInstanceOfSatisfying(
                        Mqtt5PubAckException.class,
                        refused ->
                                assertThat(refused.getMqttMessage().getReasonCode())
                                        .isEqualTo(Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID));
        assertThat(arrived.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void keepsAClientAliveThatOnlyPublishesWhatGoesNoFurther() {
        // Given
        gate.verdicts = publish -> CompletableFuture.completedFuture(GateVerdict.acknowledge(0));
        Mqtt5BlockingClient writer = Clients.to(broker, "writer").buildBlocking();
        writer.connectWith().keepAlive(1).send();

        // When: longer than its keep-alive, which it has no reason to ping for
        long begun = System.nanoTime();
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            Clients.publish(writer, "a", "x");
                            return System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(6);
                        });

        // Then
        assertThat(writer.getState().isConnected()).isTrue();
        assertThat(gate.gone).hasValue(0);
    }

    @Test
    void discardsWithoutAWord() {
        // Given
        gate.verdicts =
                publish ->
                        CompletableFuture.completedFuture(
                                publish.topic().equals("a/lost")
                                        ? GateVerdict.DISCARD
                                        : GateVerdict.PASS);
        Mqtt5AsyncClient writer = Clients.connected(broker, "writer").toAsync();

        // When
        CompletableFuture<Mqtt5PublishResult> lost = publish(writer, "a/lost");
        CompletableFuture<Mqtt5PublishResult> kept = publish(writer, "a/kept");

        // Then
        await().until(kept::isDone);
        assertThat(lost).isNotDone();
        assertThat(writer.getState().isConnected()).isTrue();
    }

    @Test
    void holdsPublishesUntilTheirVerdictAndKeepsTheirOrder() throws Exception {
        // Given
        List<CompletableFuture<GateVerdict>> open = new CopyOnWriteArrayList<>();
        gate.verdicts =
                publish -> {
                    CompletableFuture<GateVerdict> verdict = new CompletableFuture<>();
                    open.add(verdict);
                    return verdict;
                };
        Mqtt5BlockingClient reader = Clients.to(broker, "reader").buildBlocking();
        BlockingQueue<Mqtt5Publish> arrived = Clients.connectPersistent(reader, 100, false);
        Clients.subscribe(reader, "#");
        Mqtt5AsyncClient writer = Clients.connected(broker, "writer").toAsync();
        CompletableFuture<Mqtt5PublishResult> first = publish(writer, "a/1");
        publish(writer, "a/2");
        await().until(() -> open.size() == 2);

        // When
        open.get(1).complete(GateVerdict.PASS);
        assertThat(arrived.poll(200, TimeUnit.MILLISECONDS)).isNull();
        assertThat(first).isNotDone();
        open.get(0).complete(GateVerdict.PASS);

        // Then
        assertThat(arrived.poll(5, TimeUnit.SECONDS).getTopic()).hasToString("a/1");
        assertThat(arrived.poll(5, TimeUnit.SECONDS).getTopic()).hasToString("a/2");
    }

    @Test
    void readsNoFurtherThanTheReceiveMaximum() {
        // Given
        List<CompletableFuture<GateVerdict>> open = new CopyOnWriteArrayList<>();
        gate.verdicts =
                publish -> {
                    CompletableFuture<GateVerdict> verdict = new CompletableFuture<>();
                    open.add(verdict);
                    return verdict;
                };
        Mqtt5AsyncClient writer = Clients.connected(broker, "writer").toAsync();

        // When
        for (int i = 0; i < 50; i++) {
            writer.publishWith().topic("a").qos(MqttQos.AT_MOST_ONCE).payload(new byte[9]).send();
        }
        await().during(Duration.ofMillis(200)).until(() -> open.size() <= 5);

        // Then
        for (int i = 0; i < 50; i++) {
            int turn = i;
            await().until(() -> open.size() > turn);
            open.get(turn).complete(GateVerdict.PASS);
        }
        assertThat(gate.seen).hasSize(50);
    }

    @Test
    void endsTheConnectionOfAPayloadThatIsTooLarge() {
        // Given
        List<Throwable> reasons = new CopyOnWriteArrayList<>();
        Mqtt5BlockingClient writer =
                Clients.to(broker, "writer")
                        .addDisconnectedListener(context -> reasons.add(context.getCause()))
                        .buildBlocking();
        writer.connect();

        // When
        assertThatThrownBy(() -> Clients.publish(writer, "a", "x".repeat(1_001)))
                .isInstanceOf(RuntimeException.class);

        // Then
        assertThat(reasons)
                .first()
                .isInstanceOfSatisfying(
                        Mqtt5DisconnectException.class,
                        ended ->
                                assertThat(ended.getMqttMessage().getReasonCode())
                                        .isEqualTo(Mqtt5DisconnectReasonCode.PACKET_TOO_LARGE));
        await().until(() -> broker.connections() == 0);
        assertThat(gate.gone).hasValue(1);
    }

    @Test
    void refusesSubscriptions() {
        // Given
        gate.subscribe = 0x87;
        Mqtt5BlockingClient reader = Clients.connected(broker, "reader");

        // When // Then
        assertThatThrownBy(() -> Clients.subscribe(reader, "a"))
                .isInstanceOfSatisfying(
                        Mqtt5SubAckException.class,
                        refused ->
                                assertThat(refused.getMqttMessage().getReasonCodes())
                                        .containsExactly(Mqtt5SubAckReasonCode.NOT_AUTHORIZED));
    }

    @Test
    void slowsAConnectionDown() {
        // Given
        gate.delays.add(Duration.ofMillis(300));
        Mqtt5BlockingClient writer = Clients.connected(broker, "writer");
        long start = System.nanoTime();

        // When
        Clients.publish(writer, "a", "x");

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void forgetsWhatWasNotDecidedWhenTheClientLeaves() throws Exception {
        // Given
        CompletableFuture<GateVerdict> late = new CompletableFuture<>();
        gate.verdicts =
                publish ->
                        publish.topic().equals("a/late")
                                ? late
                                : CompletableFuture.completedFuture(GateVerdict.PASS);
        Mqtt5BlockingClient reader = Clients.to(broker, "reader").buildBlocking();
        BlockingQueue<Mqtt5Publish> arrived = Clients.connectPersistent(reader, 100, false);
        Clients.subscribe(reader, "#");
        Mqtt5BlockingClient writer = Clients.connected(broker, "writer");
        publish(writer.toAsync(), "a/late");
        await().until(() -> gate.seen.size() == 1);

        // When
        writer.disconnect();
        await().until(() -> gate.gone.get() == 1);
        late.complete(GateVerdict.PASS);
        Clients.publish(Clients.connected(broker, "other"), "a/next", "x");

        // Then
        assertThat(arrived.poll(5, TimeUnit.SECONDS).getTopic()).hasToString("a/next");
        await().until(() -> broker.connections() == 2);
    }

    @Test
    void publishesMessagesOfItsOwn() throws Exception {
        // Given
        Mqtt5BlockingClient reader = Clients.to(broker, "reader").buildBlocking();
        BlockingQueue<Mqtt5Publish> arrived = Clients.connectPersistent(reader, 100, false);
        Clients.subscribe(reader, "own/#");

        // When
        broker.publish(
                "own/1",
                ByteBuffer.wrap("x".getBytes(UTF_8)),
                1,
                new PublishProperties(
                        true,
                        "text/plain",
                        null,
                        null,
                        List.of(new GatedPublish.UserProperty("k", "v"))));

        // Then
        Mqtt5Publish publish = arrived.poll(5, TimeUnit.SECONDS);
        assertThat(Clients.text(publish)).isEqualTo("x");
        assertThat(publish.getQos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
        assertThat(publish.getContentType()).hasToString("Optional[text/plain]");
        assertThat(publish.getUserProperties().asList().get(0).getName()).hasToString("k");
        assertThat(gate.seen).isEmpty();
    }

    @Test
    void listensOnASecondPort() {
        try (EmbeddedBroker two =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().plainPort(0).build())) {
            assertThat(two.plainPort().getAsInt()).isPositive().isNotEqualTo(two.port());
            com.hivemq.client.mqtt.MqttClient.builder()
                    .useMqttVersion5()
                    .serverHost("127.0.0.1")
                    .serverPort(two.plainPort().getAsInt())
                    .buildBlocking()
                    .connect();
            assertThat(two.connections()).isEqualTo(1);
        }
    }

    private static CompletableFuture<Mqtt5PublishResult> publish(
            Mqtt5AsyncClient client, String topic) {
        return client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[9])
                .send();
    }

    private static final class ScriptedGate implements BrokerGate, ConnectionGate {

        private final List<GatedPublish> seen = new CopyOnWriteArrayList<>();
        private final BlockingQueue<Duration> delays = new LinkedBlockingQueue<>();
        private final AtomicInteger gone = new AtomicInteger();
        private volatile int subscribe;
        private volatile Function<GatedPublish, CompletionStage<GateVerdict>> verdicts =
                publish -> CompletableFuture.completedFuture(GateVerdict.PASS);

        @Override
        public GateTerms terms() {
            return TERMS;
        }

        @Override
        public ConnectionGate connected(GatedClient client) {
            return this;
        }

        @Override
        public Duration delay(int bytes) {
            Duration next = delays.poll();
            return next == null ? Duration.ZERO : next;
        }

        @Override
        public CompletionStage<GateVerdict> publish(GatedPublish publish) {
            seen.add(publish);
            return verdicts.apply(publish);
        }

        @Override
        public int subscribe(List<GatedSubscription> subscriptions) {
            return subscribe;
        }

        @Override
        public void unsubscribe(List<String> filters) {}

        @Override
        public void disconnected() {
            gone.incrementAndGet();
        }
    }
}
