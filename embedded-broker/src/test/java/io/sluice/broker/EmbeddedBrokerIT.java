/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.sluice.toolkit.CommandFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private static final int PLENTY = 1_000;

    @TempDir private Path data;

    @Test
    void carriesAMessageFromPublisherToSubscriber() throws Exception {
        // Given
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().build())) {
            Mqtt5BlockingClient subscriber = Clients.to(broker, "subscriber").buildBlocking();
            BlockingQueue<Mqtt5Publish> arrived =
                    Clients.connectPersistent(subscriber, PLENTY, false);
            Clients.subscribe(subscriber, "sensors/+/telemetry");
            Mqtt5BlockingClient publisher = Clients.connected(broker, "publisher");

            // When
            Clients.publish(publisher, "sensors/7/telemetry", "21.5");

            // Then
            Mqtt5Publish publish = arrived.poll(10, TimeUnit.SECONDS);
            assertThat(publish).isNotNull();
            assertThat(Clients.text(publish)).isEqualTo("21.5");
            assertThat(publish.getTopic()).hasToString("sensors/7/telemetry");
            publisher.disconnect();
            subscriber.disconnect();
        }
    }

    @Test
    void speaksMqtt311AsWell() {
        // Given
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().build())) {
            Mqtt3BlockingClient client =
                    MqttClient.builder()
                            .useMqttVersion3()
                            .serverHost("127.0.0.1")
                            .serverPort(broker.port())
                            .buildBlocking();

            // When
            client.connect();

            // Then
            assertThat(client.getState().isConnected()).isTrue();
            assertThat(broker.uri()).isEqualTo("mqtt://127.0.0.1:" + broker.port());
            client.disconnect();
        }
    }

    @Test
    void keepsASessionAndItsUnacknowledgedMessagesOverARestart() throws Exception {
        // Given
        EmbeddedBrokerOptions options = EmbeddedBrokerOptions.builder().data(data).build();
        try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
            Mqtt5BlockingClient subscriber = Clients.to(broker, "gateway").buildBlocking();
            BlockingQueue<Mqtt5Publish> before =
                    Clients.connectPersistent(subscriber, PLENTY, true);
            Clients.subscribe(subscriber, "a/#");
            Mqtt5BlockingClient publisher = Clients.connected(broker, "publisher");
            Clients.publish(publisher, "a/b", "acknowledged");
            Clients.publish(publisher, "a/b", "unacknowledged");
            await().until(() -> before.size() == 2);
            before.take().acknowledge();
            subscriber.disconnect();
            Clients.publish(publisher, "a/b", "while away");
            int port = broker.port();

            // When
            broker.restart();

            // Then
            assertThat(broker.port()).isEqualTo(port);
            Mqtt5BlockingClient again = Clients.to(broker, "gateway").buildBlocking();
            BlockingQueue<Mqtt5Publish> after = Clients.connectPersistent(again, PLENTY, false);
            await().untilAsserted(() -> assertThat(after).hasSize(2));
            assertThat(Clients.drained(after)).containsExactly("unacknowledged", "while away");
            again.disconnect();
        }
    }

    @Test
    void redeliversMoreOftenThanArtemisWouldByDefault() {
        // Given
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().build())) {
            Mqtt5BlockingClient subscriber = Clients.to(broker, "gateway").buildBlocking();
            BlockingQueue<Mqtt5Publish> arrived =
                    Clients.connectPersistent(subscriber, PLENTY, true);
            Clients.subscribe(subscriber, "a/#");
            Mqtt5BlockingClient publisher = Clients.connected(broker, "publisher");
            Clients.publish(publisher, "a/b", "never acknowledged");
            publisher.disconnect();

            // When
            List<Integer> deliveries = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                BlockingQueue<Mqtt5Publish> queue = arrived;
                await().untilAsserted(() -> assertThat(queue).hasSize(1));
                deliveries.add(i);
                subscriber.disconnect();
                subscriber = Clients.to(broker, "gateway").buildBlocking();
                arrived = Clients.connectPersistent(subscriber, PLENTY, true);
            }

            // Then
            BlockingQueue<Mqtt5Publish> last = arrived;
            await().untilAsserted(() -> assertThat(last).hasSize(1));
            assertThat(deliveries).hasSize(12);
            subscriber.disconnect();
        }
    }

    @Test
    void goesOnSendingHoweverOftenASessionIsTakenUpAgain() throws Exception {
        // Given: a client that acknowledges nothing, and more such sessions than there are packet
        // ids
        int window = 2_000;
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().build())) {
            Mqtt5BlockingClient publisher = Clients.connected(broker, "publisher");
            Mqtt5BlockingClient first = Clients.to(broker, "forgetful").buildBlocking();
            Clients.connectPersistent(first, window, true);
            Clients.subscribe(first, "t");
            for (int i = 0; i < window; i++) {
                Clients.publish(publisher, "t", Integer.toString(i));
            }
            first.disconnect();

            for (int times = 0; times < 36; times++) {
                // When
                Mqtt5BlockingClient again = Clients.to(broker, "forgetful").buildBlocking();
                BlockingQueue<Mqtt5Publish> arrived =
                        Clients.connectPersistent(again, window, true);

                // Then
                await().until(() -> arrived.size() == window);
                again.disconnect();
            }
            publisher.disconnect();
        }
    }

    @Test
    void sendsNoMoreUnacknowledgedThanTheReceiveMaximum() throws Exception {
        // Given
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().build())) {
            Mqtt5BlockingClient subscriber = Clients.to(broker, "gateway").buildBlocking();
            BlockingQueue<Mqtt5Publish> arrived = Clients.connectPersistent(subscriber, 5, true);
            Clients.subscribe(subscriber, "a/#");
            Mqtt5BlockingClient publisher = Clients.connected(broker, "publisher");
            for (int i = 0; i < 20; i++) {
                Clients.publish(publisher, "a/b", "reading " + i);
            }
            await().untilAsserted(() -> assertThat(arrived).hasSize(5));
            await().during(Duration.ofMillis(300)).until(() -> arrived.size() == 5);

            // When
            arrived.take().acknowledge();

            // Then
            await().untilAsserted(() -> assertThat(arrived).hasSize(5));
            assertThat(Clients.drained(arrived))
                    .isEqualTo(IntStream.rangeClosed(1, 5).mapToObj(i -> "reading " + i).toList());
            publisher.disconnect();
            subscriber.disconnect();
        }
    }

    @Test
    void deliversACopyForEachOverlappingSubscription() {
        // Given
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().build())) {
            Mqtt5BlockingClient subscriber = Clients.to(broker, "gateway").buildBlocking();
            BlockingQueue<Mqtt5Publish> arrived =
                    Clients.connectPersistent(subscriber, PLENTY, false);
            Clients.subscribe(subscriber, "a/#");
            Clients.subscribe(subscriber, "a/b");
            Mqtt5BlockingClient publisher = Clients.connected(broker, "publisher");

            // When
            Clients.publish(publisher, "a/b", "once");

            // Then
            // MQTT 5 section 3.3.4 leaves it to the server; Sluice's source must bear both
            await().untilAsserted(() -> assertThat(arrived).hasSize(2));
            await().during(Duration.ofMillis(300)).until(() -> arrived.size() == 2);
            publisher.disconnect();
            subscriber.disconnect();
        }
    }

    @Test
    void sharesASubscriptionBetweenItsMembers() {
        // Given
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().build())) {
            Mqtt5BlockingClient one = Clients.to(broker, "gateway-1").buildBlocking();
            BlockingQueue<Mqtt5Publish> first = Clients.connectPersistent(one, PLENTY, false);
            Clients.subscribe(one, "$share/gateways/a/#");
            Mqtt5BlockingClient other = Clients.to(broker, "gateway-2").buildBlocking();
            BlockingQueue<Mqtt5Publish> second = Clients.connectPersistent(other, PLENTY, false);
            Clients.subscribe(other, "$share/gateways/a/#");
            Mqtt5BlockingClient publisher = Clients.connected(broker, "publisher");

            // When
            for (int i = 0; i < 20; i++) {
                Clients.publish(publisher, "a/b", "reading " + i);
            }

            // Then
            await().untilAsserted(() -> assertThat(first.size() + second.size()).isEqualTo(20));
            List<String> all = new ArrayList<>(Clients.drained(first));
            assertThat(all).isNotEmpty().hasSizeLessThan(20);
            all.addAll(Clients.drained(second));
            assertThat(all).doesNotHaveDuplicates();
            publisher.disconnect();
            one.disconnect();
            other.disconnect();
        }
    }

    @Test
    void carriesAMessageThatIsLargerThanAJournalFile() throws Exception {
        // Given
        EmbeddedBrokerOptions options = EmbeddedBrokerOptions.builder().data(data).build();
        try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
            Mqtt5BlockingClient subscriber = Clients.to(broker, "gateway").buildBlocking();
            BlockingQueue<Mqtt5Publish> arrived =
                    Clients.connectPersistent(subscriber, PLENTY, false);
            Clients.subscribe(subscriber, "a/#");
            Mqtt5BlockingClient publisher = Clients.connected(broker, "publisher");
            byte[] payload = new byte[20 << 20];
            payload[payload.length - 1] = 7;

            // When
            publisher.publishWith().topic("a/b").qos(MqttQos.AT_LEAST_ONCE).payload(payload).send();

            // Then
            Mqtt5Publish publish = arrived.poll(30, TimeUnit.SECONDS);
            assertThat(publish).isNotNull();
            assertThat(publish.getPayloadAsBytes()).isEqualTo(payload);
            publisher.disconnect();
            subscriber.disconnect();
        }
    }

    @Test
    void cutsEveryConnectionAndLetsClientsComeBack() {
        // Given
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().build())) {
            Mqtt5BlockingClient one = Clients.connected(broker, "one");
            Mqtt5BlockingClient other = Clients.connected(broker, "other");
            assertThat(broker.connections()).isEqualTo(2);

            // When
            broker.disconnectAll();

            // Then
            await().until(() -> !one.getState().isConnected() && !other.getState().isConnected());
            await().until(() -> broker.connections() == 0);
            one.connect();
            assertThat(one.getState().isConnected()).isTrue();
            one.disconnect();
        }
    }

    @Test
    void refusesAFolderThatAnotherBrokerUses() {
        // Given
        EmbeddedBrokerOptions options = EmbeddedBrokerOptions.builder().data(data).build();
        try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
            assertThat(broker.port()).isPositive();

            // When // Then
            assertThatThrownBy(() -> EmbeddedBroker.start(options))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("in use by another broker");
        }
    }

    @Test
    void refusesAPortThatIsInUse() {
        // Given
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().build())) {
            EmbeddedBrokerOptions same =
                    EmbeddedBrokerOptions.builder().port(broker.port()).build();

            // When // Then
            assertThatThrownBy(() -> EmbeddedBroker.start(same))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("127.0.0.1:" + broker.port());
        }
    }

    @Test
    void closesTwiceAndRefusesConnectionsAfterwards() {
        // Given
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerOptions.builder().build());

        // When
        broker.close();
        broker.close();

        // Then
        assertThat(broker.connections()).isZero();
        assertThatThrownBy(() -> Clients.connected(broker, "late")).isNotNull();
    }
}
