/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.Durability;
import io.sluice.gateway.config.GatewayConfig;
import java.nio.file.Path;
import java.util.Map;

/**
 * The gateway's settings as a user would write them.
 *
 * @param dataDirectory for spool and quarantine
 * @param broker such as {@code mqtt://127.0.0.1:1883}
 * @param endpoint of the local AWS
 * @param stream that readings go to
 * @param durability when readings are acknowledged
 * @param adminPort 0 for any
 */
record GatewaySettings(
        Path dataDirectory,
        String broker,
        String endpoint,
        String stream,
        Durability durability,
        int adminPort) {

    /** One of the Regions with the larger quota: 5 MiB/s. */
    static final String REGION = "eu-west-1";

    /** The same with the port that the admin interface was given. */
    GatewaySettings withAdminPort(int port) {
        return new GatewaySettings(dataDirectory, broker, endpoint, stream, durability, port);
    }

    /** Bound and checked; the environment of this process says nothing in it. */
    GatewayConfig config() {
        return ConfigLoader.parse(yaml(), Map.of());
    }

    /** As a file. */
    String yaml() {
        return """
                # The gateway of a demo. To run it by itself, against a broker and a local AWS of your own:
                #   ./sluice run --config gateway.yaml
                mode: direct
                dataDirectory: %s
                source:
                  broker: %s
                  clientId: sluice-demo
                spool:
                  durability: %s
                routes:
                  - name: telemetry
                    filter: sensors/+/telemetry
                    stream: %s
                    linger: 1s
                aws:
                  region: %s
                  # local AWS; in production leave out endpoint, accessKeyId and secretAccessKey
                  endpoint: %s
                  accessKeyId: local
                  secretAccessKey: local
                admin:
                  host: 127.0.0.1
                  port: %d
                """
                .formatted(
                        quoted(dataDirectory.toString()),
                        quoted(broker),
                        durability,
                        quoted(stream),
                        REGION,
                        quoted(endpoint),
                        adminPort);
    }

    /** A string of JSON is one of YAML too: YAML 1.2 section 1.3. */
    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
