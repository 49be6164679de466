/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.broker.EmbeddedBroker;
import io.sluice.broker.EmbeddedBrokerOptions;
import io.sluice.broker.GatedSubscription;
import io.sluice.gateway.broker.OpenGate;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that gives its subscriptions up and takes them again. */
class SuspendIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountingGate gate = new CountingGate();

    @ParameterizedTest
    @ValueSource(strings = {"mqtt5", "mqtt3.1.1"})
    void isNotSubscribedBeforeTheBrokerHasAgreedAgainAndAsksUntilItDoes(String protocol) {
        // Given
        try (EmbeddedBroker broker = broker();
                Source source = source(broker, protocol)) {
            source.start().toCompletableFuture().orTimeout(30, SECONDS).join();
            assertThat(source.status().isSubscribed()).isTrue();
            source.suspend().toCompletableFuture().orTimeout(30, SECONDS).join();
            assertThat(source.status().state()).isEqualTo("suspended");

            // When
            gate.refusing.set(true);
            CompletionStage<Void> resumed = source.resume();
            await().atMost(PATIENCE).until(() -> source.status().problem() != null);

            // Then
            assertThat(source.status().isSubscribed()).isFalse();
            assertThat(source.status().problem()).contains("refuses the subscription");
            gate.refusing.set(false);
            resumed.toCompletableFuture().orTimeout(30, SECONDS).join();
            assertThat(source.status().isSubscribed()).isTrue();
            assertThat(gate.subscriptions.get()).isGreaterThanOrEqualTo(3);
            assertThat(gate.unsubscriptions.get()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt5", "mqtt3.1.1"})
    void standsByWithoutTouchingTheSessionAndIsWokenUp(String protocol) {
        // Given
        try (EmbeddedBroker broker = broker();
                Source source = source(broker, protocol)) {
            // When
            source.standBy();
            source.start().toCompletableFuture().orTimeout(30, SECONDS).join();

            // Then
            assertThat(source.status().state()).isEqualTo("suspended");
            assertThat(gate.subscriptions.get()).isZero();
            assertThat(gate.unsubscriptions.get()).isZero();
            source.resume().toCompletableFuture().orTimeout(30, SECONDS).join();
            assertThat(source.status().isSubscribed()).isTrue();
        }
    }

    private EmbeddedBroker broker() {
        return EmbeddedBroker.start(EmbeddedBrokerOptions.builder().gate(gate).build());
    }

    private static Source source(EmbeddedBroker broker, String protocol) {
        SourceConfig config =
                ConfigLoader.parse(
                                """
                                source: {broker: '%s', protocol: %s}
                                routes: [{name: all, filter: '#', stream: any}]
                                aws: {region: eu-west-1}
                                """
                                        .formatted(broker.uri(), protocol),
                                Map.of())
                        .source();
        List<Subscription> all = List.of(new Subscription(TopicFilter.of("#"), Qos.AT_LEAST_ONCE));
        SourceEvents none = new SourceEvents() {};
        return protocol.equals("mqtt5")
                ? new Mqtt5Source(config, all, message -> {}, none, Ticker.SYSTEM)
                : new Mqtt3Source(config, all, message -> {}, none, Ticker.SYSTEM);
    }

    /** Lets everything pass, but for subscriptions while it refuses them. */
    private static final class CountingGate extends OpenGate {

        private static final int NOT_AUTHORIZED = 0x87;

        private final AtomicBoolean refusing = new AtomicBoolean();
        private final AtomicInteger subscriptions = new AtomicInteger();
        private final AtomicInteger unsubscriptions = new AtomicInteger();

        @Override
        public int subscribe(List<GatedSubscription> asked) {
            subscriptions.incrementAndGet();
            return refusing.get() ? NOT_AUTHORIZED : 0;
        }

        @Override
        public void unsubscribe(List<String> filters) {
            unsubscriptions.incrementAndGet();
        }
    }
}
