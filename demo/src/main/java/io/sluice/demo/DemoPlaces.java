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
 * @param iotCore the local AWS IoT Core
 * @param mode in force
 * @param admin of the gateway
 */
record DemoPlaces(
        DemoFolder folder, String broker, URI endpoint, URI iotCore, String mode, URI admin) {

    /** In words, a line for each place. */
    String text() {
        return """
                Readings are on their way: %s (a local one).
                  files       %s
                  status      %s   or ./sluice status --admin %s
                  metrics     %s
                  broker      %s   topics sensors/DEVICE/telemetry
                  Firehose    %s
                  IoT Core    %s
                  mode        %s   ./sluice mode %s --admin %s changes it
                  ledger      %s
                  settings    %s
                """
                .formatted(
                        isDirect()
                                ? "devices -> MQTT -> gateway -> Amazon Data Firehose"
                                : "devices -> MQTT -> gateway -> AWS IoT Core -> topic rule -> Amazon Data Firehose",
                        folder.buckets(),
                        admin.resolve("/api/status"),
                        admin,
                        admin.resolve("/metrics"),
                        broker,
                        endpoint,
                        iotCore,
                        mode,
                        isDirect() ? "iot-rule" : "direct",
                        admin,
                        folder.ledger(),
                        folder.gatewaySettings());
    }

    private boolean isDirect() {
        return mode.equals("direct");
    }
}
