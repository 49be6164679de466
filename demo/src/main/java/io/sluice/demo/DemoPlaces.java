/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import java.net.URI;

/**
 * Where to look while a demo runs.
 *
 * @param folder the data directory
 * @param broker devices publish to it
 * @param endpoint of the local AWS
 * @param admin of the gateway
 */
record DemoPlaces(DemoFolder folder, String broker, URI endpoint, URI admin) {

    /** In words, a line for each place. */
    String text() {
        return """
                Readings are on their way: devices -> MQTT -> gateway -> Amazon Data Firehose (a local one).
                  files       %s
                  status      %s   or ./sluice status --admin %s
                  metrics     %s
                  broker      %s   topics sensors/DEVICE/telemetry
                  Firehose    %s
                  ledger      %s
                  settings    %s
                """
                .formatted(
                        folder.buckets(),
                        admin.resolve("/api/status"),
                        admin,
                        admin.resolve("/metrics"),
                        broker,
                        endpoint,
                        folder.ledger(),
                        folder.gatewaySettings());
    }
}
