/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.toolkit.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetOptionsTest {

    @ParameterizedTest
    @CsvSource({"1,1", "500,1", "501,2", "2000,4", "100000,8"})
    void choosesAFewConnectionsForManyDevices(int devices, int connections) {
        // When
        FleetOptions options = FleetOptions.builder("mqtt://h").devices(devices).build();

        // Then
        assertThat(options.connections()).isEqualTo(connections);
    }

    @Test
    void putsTheDeviceIntoTheTopic() {
        // When
        FleetOptions options = FleetOptions.builder("mqtt://h").topic("a/{device}/b").build();

        // Then
        assertThat(options.topicOf(41)).isEqualTo("a/device-0042/b");
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://h,mqtt://h:1883",
        "mqtts://h,mqtts://h:8883",
        "mqtt://127.0.0.1:99,mqtt://127.0.0.1:99"
    })
    void readsABrokersAddress(String text, String meant) {
        // When // Then
        assertThat(BrokerAddress.parse(text)).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h:1883",
                "tcp://h:1",
                "mqtt://",
                "mqtt://h:0",
                "mqtt://u:p@h",
                "mqtt://h:99999"
            })
    void refusesWhatIsNoBrokersAddress(String text) {
        // When // Then
        assertThatThrownBy(() -> BrokerAddress.parse(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("write mqtt://host:1883");
    }

    @Test
    void refusesWhatCannotBePublishedTo() {
        // When // Then
        assertThatThrownBy(() -> FleetOptions.builder("mqtt://h").topic("a/+").build())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--topic 'a/+'");
        assertThatThrownBy(() -> FleetOptions.builder("mqtt://h").qos(2).build())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--qos must be 0 or 1");
        assertThatThrownBy(() -> FleetOptions.builder("mqtt://h").window(70_000).build())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("65535");
    }
}
