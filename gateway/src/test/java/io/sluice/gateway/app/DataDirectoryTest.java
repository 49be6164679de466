/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.toolkit.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir private Path folder;

    @Test
    void belongsToOneGatewayAtATime() throws Exception {
        GatewayConfig config = config("gateway", "gateway");
        try (DataDirectory taken = DataDirectory.lock(config)) {
            assertThat(taken.settled(config)).isSameAs(config);
            assertThatThrownBy(() -> DataDirectory.lock(config))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("Another gateway (pid " + ProcessHandle.current().pid());
        }
        DataDirectory.lock(config).close();
    }

    @Test
    void isNotForAToolWhileAGatewayRuns() throws Exception {
        GatewayConfig config = config("gateway", "gateway");
        try (DataDirectory taken = DataDirectory.lock(config)) {
            assertThat(taken).isNotNull();
            assertThatThrownBy(() -> DataDirectory.lockStopped(config.dataDirectory()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("is running on")
                    .hasMessageContaining("stop it first");
        }
        DataDirectory.lockStopped(config.dataDirectory()).close();
    }

    @Test
    void givesEachOfSeveralTheLowestSlotThatIsFree() throws Exception {
        // Given
        GatewayConfig config = config("gateway-{slot}", "hall-{slot}");
        DataDirectory first = DataDirectory.lock(config);
        DataDirectory second = DataDirectory.lock(config);

        // When: the first one ends, and another comes in its place
        first.close();
        DataDirectory third = DataDirectory.lock(config);

        // Then
        assertThat(second.settled(config).source().clientId()).isEqualTo("hall-1");
        assertThat(third.settled(config).source().clientId()).isEqualTo("hall-0");
        assertThat(third.settled(config).dataDirectory()).isEqualTo(folder.resolve("gateway-0"));
        second.close();
        third.close();
    }

    private GatewayConfig config(String directory, String clientId) {
        return ConfigLoader.parse(
                """
                dataDirectory: %s
                source: {broker: mqtt://localhost, clientId: '%s'}
                routes: [{name: r, filter: '#', stream: s}]
                aws: {region: eu-west-1}
                """
                        .formatted(folder.resolve(directory), clientId),
                Map.of());
    }
}
