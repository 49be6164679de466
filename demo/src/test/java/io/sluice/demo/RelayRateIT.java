/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.verify.VerificationReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 2,000 readings a second through AWS IoT Core, which takes 100 a second on a connection. For
 * longer: {@code -Dsluice.relayed=120000}.
 */
class RelayRateIT {

    private static final int READINGS_PER_SECOND = 2_000;
    private static final long READINGS = Long.getLong("sluice.relayed", 16_000);

    /** Half of what the rate needs: a machine that is slow has had no time for more. */
    private static final int ENOUGH_CONNECTIONS = 10;

    @TempDir Path folder;

    @Test
    void opensAsManyConnectionsAsTheRateNeedsAndNothingIsRefused() throws Exception {
        // Given
        try (ProcessRig rig = new ProcessRig(folder)) {
            rig.startGateway("iot-rule", "ruleSettleTime: 0s");

            // When
            rig.startDevices(READINGS_PER_SECOND);
            await().atMost(ProcessRig.PATIENCE.multipliedBy(5))
                    .until(() -> rig.published() >= READINGS);
            VerificationReport found = rig.settle();

            // Then
            int connections = rig.status().at("/relayConnections").asInt();
            JsonNode broker = rig.iotCounters().at("/broker");
            System.err.println("connections: " + connections + ", " + found + ", " + broker);
            assertThat(found.lost()).isZero();
            assertThat(found.duplicates()).isZero();
            assertThat(found.delivered()).isEqualTo(found.acknowledged());
            assertThat(connections).isBetween(ENOUGH_CONNECTIONS, 50);
            assertThat(broker.path("PublishIn.Throttle").asLong()).isZero();
            assertThat(broker.path("Disconnect").asLong()).isZero();
            assertThat(broker.path("PublishIn.Success").asLong()).isEqualTo(found.acknowledged());
        }
    }
}
