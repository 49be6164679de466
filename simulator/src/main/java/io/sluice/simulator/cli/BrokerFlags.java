/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.cli;

import io.sluice.simulator.fleet.BrokerAccess;
import io.sluice.simulator.fleet.BrokerAddress;
import io.sluice.simulator.fleet.FleetOptions;
import io.sluice.simulator.fleet.TlsFiles;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach a broker, and how to speak with it. */
final class BrokerFlags {

    private static final String PASSWORD_VARIABLE = "SLUICE_MQTT_PASSWORD";

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "the broker: mqtt://host:1883, or mqtts://host:8883 for TLS")
    private @Nullable String broker;

    @Option(names = "--username", description = "user name at the broker")
    private @Nullable String username;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "file that holds the password; without it the environment variable "
                            + PASSWORD_VARIABLE
                            + " is used")
    private @Nullable Path passwordFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "certificates to trust, PEM (default: those of the JVM)")
    private @Nullable Path caFile;

    @Option(
            names = "--certificate-file",
            paramLabel = "FILE",
            description = "client certificate, PEM; with --key-file")
    private @Nullable Path certificateFile;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "private key of the client certificate, PEM (PKCS #8)")
    private @Nullable Path keyFile;

    @Option(names = "--qos", defaultValue = "1", description = "0 or 1 (default: ${DEFAULT-VALUE})")
    private int qos;

    @Option(
            names = "--topic",
            defaultValue = FleetOptions.DEFAULT_TOPIC,
            description = "where a device publishes (default: ${DEFAULT-VALUE})")
    private String topic;

    @Option(
            names = "--connections",
            paramLabel = "K",
            defaultValue = "0",
            description =
                    "connections that the devices share (default: one for 500 devices, at most 8)")
    private int connections;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "" + FleetOptions.DEFAULT_WINDOW,
            description =
                    "readings that may be unacknowledged on a connection, at most 65535 (default: ${DEFAULT-VALUE})")
    private int window;

    @Option(
            names = "--client-id-prefix",
            paramLabel = "ID",
            description = "connection n is called ID-n (default: a random one)")
    private @Nullable String clientIdPrefix;

    boolean isGiven() {
        return broker != null;
    }

    FleetOptions.Builder options() {
        BrokerAccess access =
                new BrokerAccess(
                        BrokerAddress.parse(String.valueOf(broker)),
                        Optional.ofNullable(username),
                        password(),
                        new TlsFiles(
                                Optional.ofNullable(caFile),
                                Optional.ofNullable(certificateFile),
                                Optional.ofNullable(keyFile)));
        FleetOptions.Builder builder =
                FleetOptions.builder(access)
                        .qos(qos)
                        .topic(topic)
                        .connections(connections)
                        .window(window);
        return clientIdPrefix == null ? builder : builder.clientIdPrefix(clientIdPrefix);
    }

    private Optional<String> password() {
        if (passwordFile == null) {
            return Optional.ofNullable(System.getenv(PASSWORD_VARIABLE));
        }
        try {
            return Optional.of(Files.readString(passwordFile).stripTrailing());
        } catch (IOException e) {
            throw CommandFailure.usage(
                    "cannot read --password-file " + passwordFile + "; name a readable file");
        }
    }
}
