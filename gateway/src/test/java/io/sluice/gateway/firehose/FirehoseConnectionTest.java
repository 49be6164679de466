/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.AwsConfig;
import io.sluice.gateway.config.ConfigLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that is set up when it is time for it. */
@Timeout(60)
class FirehoseConnectionTest {

    private static final AwsConfig AWS =
            ConfigLoader.parse(
                            """
                            source: {broker: 'mqtt://localhost'}
                            routes: [{name: all, filter: '#', stream: any}]
                            aws: {region: eu-west-1, accessKeyId: a, secretAccessKey: b}
                            """,
                            Map.of())
                    .aws();

    @Test
    void isOpenOnceItWasBegunHoweverOften() {
        try (FirehoseConnection connection = FirehoseConnection.prepare(AWS, 1)) {
            connection.begin();
            connection.begin();

            connection.awaitOpen();
        }
    }

    @Test
    void letsGoOfWhoWaitsForItWhenItIsClosedAndNeverBegun() {
        FirehoseConnection connection = FirehoseConnection.prepare(AWS, 1);

        connection.close();

        assertThatThrownBy(connection::awaitOpen).hasMessageContaining("never begun");
    }

    @Test
    void saysWhyTheClientCannotBeSetUp() {
        try (FirehoseConnection connection =
                FirehoseConnection.open(
                        AWS,
                        () -> {
                            throw new IllegalArgumentException("for the test");
                        })) {
            assertThatThrownBy(connection::awaitOpen).hasMessage("for the test");
        }
    }
}
