/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Found by torture: after such a greeting the client could never connect again. */
class HastyBrokerIT {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void getsOverABrokerThatSendsMessagesBeforeItsConnack(int hastyConnections) throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        try (HastyBroker broker = new HastyBroker(hastyConnections)) {
            // Given
            SourceConfig config =
                    ConfigLoader.parse(
                                    """
                                    source:
                                      broker: '%s'
                                      reconnect: {initialDelay: 1ms, maxDelay: 20ms}
                                    routes: [{name: all, filter: '#', stream: any}]
                                    aws: {region: eu-west-1}
                                    """
                                            .formatted(broker.uri()),
                                    Map.of())
                            .source();

            // When
            try (Source source =
                    new Mqtt5Source(
                            config,
                            List.of(new Subscription(TopicFilter.of("#"), Qos.AT_LEAST_ONCE)),
                            message ->
                                    received.add(
                                            new String(
                                                    message.payload().toByteArray(),
                                                    StandardCharsets.US_ASCII)),
                            new SourceEvents() {},
                            Ticker.SYSTEM)) {
                source.start();

                // Then
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> source.status().state().equals("connected"));
                await().atMost(Duration.ofSeconds(20)).until(() -> received.contains("2"));
                await().during(Duration.ofMillis(300))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> source.status().state().equals("connected"));
                assertThat(received).contains("1", "2");
            }
        }
    }
}
