/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.sluice.gateway.config.Protocol;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.mqtt.TlsFilesException;
import io.sluice.gateway.time.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connects to the broker once, under a client id of its own and without a session, so that the
 * gateway's session is left alone.
 */
public final class BrokerProbe {

    private BrokerProbe() {}

    /** What is wrong with the broker and what to do, or empty if it takes us. */
    public static Optional<String> problemOf(SourceConfig config) throws InterruptedException {
        String clientId =
                config.clientId() + "-check-" + UUID.randomUUID().toString().substring(0, 8);
        MqttSource asConfigured =
                config.protocol() == Protocol.MQTT5
                        ? new Mqtt5Source(
                                config, List.of(), message -> {}, SourceEvents.NONE, Ticker.SYSTEM)
                        : new Mqtt3Source(
                                config, List.of(), message -> {}, SourceEvents.NONE, Ticker.SYSTEM);
        try {
            if (config.protocol() == Protocol.MQTT5) {
                probe5(config, clientId, asConfigured);
            } else {
                probe3(config, clientId, asConfigured);
            }
            return Optional.empty();
        } catch (SourceRefusedException | TlsFilesException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String refusal = asConfigured.refusal(cause);
            return Optional.of(
                    refusal == null ? ConnectFailure.describe(cause, config, false) : refusal);
        } catch (TimeoutException e) {
            return Optional.of(
                    "does not answer within "
                            + config.connectTimeout()
                            + "; check source.broker and the network");
        }
    }

    private static void probe5(SourceConfig config, String clientId, MqttSource as)
            throws ExecutionException, InterruptedException, TimeoutException {
        Mqtt5AsyncClient client =
                MqttClient.builder()
                        .useMqttVersion5()
                        .identifier(clientId)
                        .transportConfig(as.transport())
                        .buildAsync();
        var connect =
                ((Mqtt5Source) as)
                        .connectPacket()
                        .extend()
                        .cleanStart(true)
                        .sessionExpiryInterval(0)
                        .build();
        client.connect(connect).get(2 * config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        client.disconnect().get(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void probe3(SourceConfig config, String clientId, MqttSource as)
            throws ExecutionException, InterruptedException, TimeoutException {
        Mqtt3AsyncClient client =
                MqttClient.builder()
                        .useMqttVersion3()
                        .identifier(clientId)
                        .transportConfig(as.transport())
                        .buildAsync();
        var connect = ((Mqtt3Source) as).connectPacket().extend().cleanSession(true).build();
        client.connect(connect).get(2 * config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        client.disconnect().get(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
