/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param load the readings
 * @param broker which broker stands between
 * @param protocol {@code mqtt5} or {@code mqtt3.1.1}, as in the gateway's configuration; of the
 *     subscriber that does nothing too, while the bridges have 3.1.1
 * @param firehose where readings go
 * @param tls whether they go there over TLS
 * @param linger how long an unfilled record or batch waits
 * @param gateway how the gateway is set up
 * @param subscriberReceiveMaximum how many readings the broker may send ahead of the others'
 *     acknowledgements
 * @param bridgeOptions further options for the bridges' JVM
 * @param rounds how often each subject is measured, in turns
 * @param data folder on the disk that is measured; empty, and emptied again
 */
record Scenario(
        Load load,
        BrokerKind broker,
        String protocol,
        FirehoseKind firehose,
        boolean tls,
        Duration linger,
        GatewaySettings gateway,
        int subscriberReceiveMaximum,
        List<String> bridgeOptions,
        int rounds,
        Path data) {

    /** The MQTT 5 value of {@link #protocol}. */
    static final String MQTT5 = "mqtt5";
}
