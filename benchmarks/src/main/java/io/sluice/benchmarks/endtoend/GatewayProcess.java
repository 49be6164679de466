/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.gateway.Main;
import io.sluice.processes.ChildProcess;
import io.sluice.processes.FreePort;
import io.sluice.processes.HttpJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code sluice run} as a process of its own, with one route and nothing that slows it down. */
final class GatewayProcess implements AutoCloseable {

    /** Shorter than the default, since the last, unfilled records are waited for. */
    private static final String LINGER = "100ms";

    private final ChildProcess process;
    private final URI admin;
    private final HttpJson http = new HttpJson();

    private GatewayProcess(ChildProcess process, URI admin) {
        this.process = process;
        this.admin = admin;
    }

    /**
     * Returns at once: it says that it has subscribed only behind the first readings of the
     * backlog.
     */
    static GatewayProcess start(
            Scenario scenario, String clientId, Broker broker, LocalAws aws, Path folder) {
        Path config = folder.resolve("gateway.yaml");
        int port = FreePort.choose();
        try {
            Files.writeString(config, config(scenario, clientId, broker, aws, folder, port));
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + config, e);
        }
        ChildProcess process =
                ChildProcess.startJava(
                        "gateway",
                        folder,
                        GatewaySubject.HEAP,
                        scenario.gatewayOptions(),
                        Main.class,
                        "run",
                        "--config",
                        config.toString());
        return new GatewayProcess(process, URI.create("http://127.0.0.1:" + port));
    }

    private static String config(
            Scenario scenario,
            String clientId,
            Broker broker,
            LocalAws aws,
            Path folder,
            int port) {
        return """
                dataDirectory: %s
                source: {broker: '%s', clientId: %s, receiveMaximum: %d, protocol: %s}
                spool: {durability: %s, maxBytes: 64GiB}
                routes:
                  - {name: benchmark, filter: '%s', stream: %s, linger: %s}
                aws: {region: eu-west-1, endpoint: '%s', accessKeyId: local, secretAccessKey: local}
                firehose: {pace: {enabled: false}}
                admin: {port: %d}
                """
                .formatted(
                        folder.resolve("gateway"),
                        broker.uri(),
                        clientId,
                        scenario.gatewayReceiveMaximum(),
                        scenario.protocol(),
                        scenario.durability(),
                        Backlog.FILTER,
                        LocalAws.STREAM,
                        LINGER,
                        aws.endpoint(),
                        port);
    }

    ChildProcess process() {
        return process;
    }

    /** Whether it has subscribed and can deliver. */
    boolean isReady() {
        return http.find(admin.resolve("/api/status"))
                .map(status -> status.path("ready").asBoolean())
                .orElse(false);
    }

    /** Messages that came from the broker so far. */
    long received() {
        return counters().path("received").asLong();
    }

    /** Messages acknowledged to the broker so far. */
    long acknowledged() {
        return counters().path("acknowledged").asLong();
    }

    private JsonNode counters() {
        return http.find(admin.resolve("/api/status"))
                .orElseGet(MissingNode::getInstance)
                .path("counters");
    }

    @Override
    public void close() {
        process.close();
    }
}
