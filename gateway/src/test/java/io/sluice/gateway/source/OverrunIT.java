/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.Protocol;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Brokers that send more ahead of acknowledgements than they may. */
class OverrunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Integer> received = new ArrayList<>();
    private final List<Receipt> unsettled = new ArrayList<>();
    private final AtomicInteger overruns = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({
        "MQTT5, 10, 2000, false",
        "MQTT5, 4096, 20000, false",
        "MQTT3, 65535, 200000, false",
        "MQTT5, 4096, 200000, true",
        "MQTT3, 65535, 200000, true"
    })
    void takesNoMoreThanItMayAndNothingIsLostOrTakenForSomethingElse(
            Version version, int most, int messages, boolean repeats) throws IOException {
        // Given
        try (OverrunningBroker broker =
                        new OverrunningBroker(version == Version.MQTT5, messages, repeats);
                Source source = start(broker, version, Math.min(most, 4096))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(problem(source)).contains("not safe yet"));
            assertThat(received()).hasSize(most);

            // When: what has come is settled, again and again
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .untilAsserted(
                            () -> {
                                settleAll();
                                assertThat(broker.breaches()).isEmpty();
                                assertThat(broker.connections()).isOne();
                                assertThat(broker.acknowledged()).isEqualTo(messages);
                            });

            // Then
            assertThat(received()).isEqualTo(IntStream.range(0, messages).boxed().toList());
            assertThat(broker.connections()).isOne();
            assertThat(broker.breaches()).isEmpty();
            assertThat(overruns).hasValue(1);
            assertThat(problem(source)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"MQTT5", "MQTT3"})
    void acknowledgesInTheOrderOfArrivalWhateverIsSettledFirst(Version version) throws IOException {
        // Given
        try (OverrunningBroker broker = new OverrunningBroker(version == Version.MQTT5, 100);
                Source source = start(broker, version, 10)) {
            await().atMost(PATIENCE).until(() -> received().size() >= 10);

            // When
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(
                            () -> {
                                settleTheLast();
                                return broker.acknowledged() == 100;
                            });

            // Then
            assertThat(received()).hasSize(100);
            assertThat(broker.connections()).isOne();
            assertThat(broker.breaches()).isEmpty();
            assertThat(problem(source)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"MQTT5", "MQTT3"})
    void acknowledgesWhatIsSettledBeforeItLeaves(Version version) throws IOException {
        // Given
        try (OverrunningBroker broker = new OverrunningBroker(version == Version.MQTT5, 1000)) {
            Source source = start(broker, version, 1000);
            await().atMost(PATIENCE).until(() -> received().size() == 1000);

            // When
            settleAll();
            source.close();

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(broker.acknowledged()).isEqualTo(1000));
            assertThat(broker.breaches()).isEmpty();
        }
    }

    private Source start(OverrunningBroker broker, Version version, int receiveMaximum) {
        SourceConfig config =
                ConfigLoader.parse(
                                """
                                source: {broker: '%s', protocol: %s, receiveMaximum: %d}
                                routes: [{name: all, filter: '#', stream: any}]
                                aws: {region: eu-west-1}
                                """
                                        .formatted(broker.uri(), version.protocol, receiveMaximum),
                                Map.of())
                        .source();
        List<Subscription> all = List.of(new Subscription(TopicFilter.of("#"), Qos.AT_LEAST_ONCE));
        SourceEvents events =
                new SourceEvents() {
                    @Override
                    public void overrun(String to, int mostUnacknowledged) {
                        overruns.incrementAndGet();
                    }
                };
        Source source =
                config.protocol() == Protocol.MQTT5
                        ? new Mqtt5Source(config, all, this::take, events, Ticker.SYSTEM)
                        : new Mqtt3Source(config, all, this::take, events, Ticker.SYSTEM);
        source.start();
        return source;
    }

    private synchronized void take(InboundMessage message) {
        String text = new String(message.payload().toByteArray(), StandardCharsets.US_ASCII);
        received.add(Integer.valueOf(text));
        unsettled.add(message.receipt());
    }

    private synchronized List<Integer> received() {
        return List.copyOf(received);
    }

    private synchronized void settleAll() {
        unsettled.forEach(Receipt::settle);
        unsettled.clear();
    }

    private synchronized void settleTheLast() {
        if (!unsettled.isEmpty()) {
            unsettled.remove(unsettled.size() - 1).settle();
        }
    }

    private static String problem(Source source) {
        return String.valueOf(source.status().problem()).replace("null", "");
    }

    enum Version {
        MQTT5("mqtt5"),
        MQTT3("mqtt3.1.1");

        final String protocol;

        Version(String protocol) {
            this.protocol = protocol;
        }
    }
}
