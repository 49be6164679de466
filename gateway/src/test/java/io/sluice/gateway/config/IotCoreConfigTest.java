/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IotCoreConfigTest {

    @Test
    void hasTheseDefaults() {
        // When
        IotCoreConfig settings = RecordSettings.bind(IotCoreConfig.class, "");

        // Then
        assertThat(settings)
                .isEqualTo(
                        new IotCoreConfig(
                                Forwarding.RELAY,
                                null,
                                null,
                                RecordSettings.bind(TlsConfig.class, ""),
                                PublishTo.BASIC_INGEST,
                                50,
                                Duration.ofSeconds(10),
                                null,
                                OnRuleError.QUARANTINE,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(1),
                                false,
                                "000000000000"));
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml =
                """
                forwarding: rule-only
                endpoint: mqtts://iot.example:443
                clientIdPrefix: edge
                tls: {verifyHostname: false}
                publishTo: topic
                maxConnections: 7
                acknowledgeTimeout: 3s
                errorTopic: sluice/errors
                onRuleError: spool
                ruleSettleTime: 0s
                ruleCheckInterval: 1m
                confirmInterval: 2s
                provenance: true
                accountId: '123456789012'
                """;

        // When
        IotCoreConfig settings = RecordSettings.bind(IotCoreConfig.class, yaml);

        // Then
        IotCoreConfig defaults = RecordSettings.bind(IotCoreConfig.class, "");
        RecordSettings.assertEveryKeyDiffers(defaults, settings, "tls");
        assertThat(settings.tls()).isNotEqualTo(defaults.tls());
        assertThat(settings.endpoint()).isEqualTo(URI.create("mqtts://iot.example:443"));
    }

    @ParameterizedTest
    @CsvSource({
        "mqtts://h, 8883",
        "wss://h, 443",
        "mqtt://h, 1883",
        "mqtts://h:443, 443",
    })
    void knowsThePortOfEachScheme(URI endpoint, int port) {
        // When
        int found = IotCoreConfig.portOf(endpoint);

        // Then
        assertThat(found).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{forwarding: both} | forwarding: 'both' is not known; use relay or rule-only",
                "{endpoint: 'https://h'} | endpoint: https://h is not an endpoint; write mqtts://HOST:8883 or wss://HOST:443",
                "{clientIdPrefix: a/b} | clientIdPrefix: 'a/b' is not fit for a client id; use 1 to 120 letters, digits, - and _",
                "{maxConnections: 0} | maxConnections: 0 is below the minimum of 1",
                "{acknowledgeTimeout: 10ms} | acknowledgeTimeout: 10ms is below the minimum of 1s",
                "{errorTopic: a/#/b} | errorTopic: 'a/#/b' has # elsewhere than alone on the last level; write such as sensors/#",
                "{ruleSettleTime: 1h} | ruleSettleTime: 1h is above the maximum of 10m",
                "{endpoint: 'wss://h', errorTopic: e} | errorTopic: is set, and the endpoint is wss://; listening needs mqtts:// and a client certificate",
                "{ruleCheckInterval: 1ms} | ruleCheckInterval: 1ms is below the minimum of 100ms",
                "{accountId: '1'} | accountId: '1' is not an account's number; write its twelve digits, in quotes"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(IotCoreConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
