/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.Durability;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Mode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The gateway's settings as a user would write them.
 *
 * @param dataDirectory for spool and quarantine
 * @param broker such as {@code mqtt://127.0.0.1:1883}
 * @param endpoint of the local AWS
 * @param deployed stream and rule that readings go to
 * @param iotCore where the local AWS IoT Core is, and with which certificates
 * @param mode how readings leave
 * @param durability when readings are acknowledged
 * @param adminPort 0 for any
 */
record GatewaySettings(
        Path dataDirectory,
        String broker,
        String endpoint,
        DeployedStream deployed,
        IotCorePlace iotCore,
        Mode mode,
        Durability durability,
        int adminPort) {

    /** One of the Regions with the larger quota: 5 MiB/s. */
    static final String REGION = "eu-west-1";

    /** The same with the port that the admin interface was given. */
    GatewaySettings withAdminPort(int port) {
        return new GatewaySettings(
                dataDirectory, broker, endpoint, deployed, iotCore, mode, durability, port);
    }

    /**
     * Where the local AWS IoT Core is.
     *
     * @param endpoint {@code mqtts://}
     */
    record IotCorePlace(URI endpoint, Path caFile, Path certificateFile, Path keyFile) {}

    /** Bound and checked; the environment of this process says nothing in it. */
    GatewayConfig config() {
        return ConfigLoader.parse(yaml(), Map.of());
    }

    /** As a file. */
    String yaml() {
        return """
                # The gateway of a demo. To run it by itself, against a broker and a local AWS of your own:
                #   ./sluice run --config gateway.yaml
                mode: %s
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
                %saws:
                  region: %s
                  # local AWS; in production leave out endpoint, accessKeyId and secretAccessKey
                  endpoint: %s
                  accessKeyId: local
                  secretAccessKey: local
                iotCore:
                  # local AWS IoT Core; in production the account's own endpoint is asked for
                  endpoint: %s
                  tls:
                    caFile: %s
                    certificateFile: %s
                    keyFile: %s
                  # a rule that is enabled here is enabled at once
                  ruleSettleTime: 0s
                %sadmin:
                  host: 127.0.0.1
                  port: %d
                """
                .formatted(
                        mode,
                        quoted(dataDirectory.toString()),
                        quoted(broker),
                        durability,
                        quoted(deployed.stream()),
                        deployed.rule() == null
                                ? ""
                                : "    rule:\n      name: " + quoted(deployed.rule()) + "\n",
                        REGION,
                        quoted(endpoint),
                        quoted(iotCore.endpoint().toString()),
                        quoted(iotCore.caFile().toString()),
                        quoted(iotCore.certificateFile().toString()),
                        quoted(iotCore.keyFile().toString()),
                        deployed.errorTopic() == null
                                ? ""
                                : "  errorTopic: "
                                        + quoted(deployed.errorTopic())
                                        + "\n  onRuleError: spool\n",
                        adminPort);
    }

    /** A string of JSON is one of YAML too: YAML 1.2 section 1.3. */
    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
