/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.awaitility.Awaitility.await;

import io.sluice.gateway.config.ConfigLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartWithoutBrokerIT {

    private static final String SHORT_DRAIN = "shutdown: {drainTimeout: 10ms}\n";

    @TempDir Path folder;

    @Test
    void deliversWhatTheSpoolHoldsThoughTheBrokerDoesNotAnswer() throws Exception {
        // Given: readings that were taken while AWS was away
        try (GatewayRig rig = new GatewayRig(folder)) {
            Gateway before =
                    rig.startAt(URI.create("http://127.0.0.1:" + closedPort()), SHORT_DRAIN);
            try (Publisher publisher = rig.publisher()) {
                publisher.publish("sensors/a/telemetry", List.of("{\"n\":1}", "{\"n\":2}"));
            }
            await().atMost(GatewayRig.PATIENCE).until(() -> received(before) == 2);
            before.stop();

            // When
            String away = "mqtt://127.0.0.1:" + closedPort();
            try (Gateway gateway =
                    new Gateway(
                            ConfigLoader.parse(
                                    GatewayRig.yaml(
                                            away, rig.aws().endpoint(), rig.gatewayData(), ""),
                                    Map.of()))) {
                gateway.start();

                // Then
                rig.awaitDelivered(2);
            }
        }
    }

    private static long received(Gateway gateway) {
        Map<?, ?> counters = (Map<?, ?>) Objects.requireNonNull(gateway.status().get("counters"));
        return ((Number) Objects.requireNonNull(counters.get("received"))).longValue();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
