/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.broker.EmbeddedBroker;
import io.sluice.broker.EmbeddedBrokerOptions;
import io.sluice.simulator.fleet.Fleet;
import io.sluice.simulator.fleet.FleetOptions;
import io.sluice.simulator.ledger.Ledger;
import io.sluice.simulator.verify.Verification;
import io.sluice.simulator.verify.VerificationReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A local AWS with the project's template and a gateway, each a process of its own, and devices and
 * their broker in this one.
 */
final class ProcessRig implements AutoCloseable {

    static final String RULE = "sluice_telemetry";
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Pattern ADMIN = Pattern.compile("admin=\"(http://[^\"]+)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedBroker broker;
    private final Process aws;
    private final JsonNode places;
    private final Ledger ledger;
    private @Nullable Process gateway;
    private @Nullable Fleet fleet;
    private int gateways;

    ProcessRig(Path folder, String... awsArguments) throws IOException {
        this.folder = folder;
        broker =
                EmbeddedBroker.start(
                        EmbeddedBrokerOptions.builder()
                                .data(folder.resolve("broker"))
                                .port(0)
                                .build());
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "local-aws",
                                "--template=" + Path.of("..", "cloudformation", "ingest.yaml"),
                                "--data=" + data(),
                                "--port=0",
                                "--mqtt-port=0",
                                "--parameter=ErrorTopic=sluice/rule-errors",
                                "--parameter=BufferIntervalSeconds=1"));
        arguments.addAll(Arrays.asList(awsArguments));
        Path said = folder.resolve("local-aws.json");
        aws = java("io.sluice.localaws.Main", arguments, said, folder.resolve("local-aws.log"));
        await().atMost(PATIENCE).until(() -> Files.exists(said) && Files.size(said) > 0);
        places = JSON.readTree(Files.readString(said));
        ledger = Ledger.open(folder.resolve("ledger.txt"));
    }

    /** The data directory of local AWS. */
    Path data() {
        return folder.resolve("aws");
    }

    private String configuration(String mode, String iotCore) {
        JsonNode certificates = places.get("certificates");
        return """
               mode: %s
               dataDirectory: '%s'
               source: {broker: '%s', clientId: gateway, reconnect: {initialDelay: 50ms, maxDelay: 200ms}}
               routes:
                 - {name: telemetry, filter: 'sensors/+/telemetry', stream: sluice-telemetry, linger: 100ms, rule: {name: %s}}
               aws: {region: eu-west-1, endpoint: '%s', accessKeyId: local, secretAccessKey: local}
               iotCore:
                 endpoint: '%s'
                 tls: {caFile: '%s', certificateFile: '%s', keyFile: '%s'}
                 errorTopic: sluice/rule-errors
                 onRuleError: spool
                 ruleCheckInterval: 1s
                 %s
               admin: {port: 0}
               """
                .formatted(
                        mode,
                        folder.resolve("gateway"),
                        broker.uri(),
                        RULE,
                        places.get("endpoint").asText(),
                        places.get("mqtt").asText(),
                        certificates.get("ca").asText(),
                        certificates.get("clientCertificate").asText(),
                        certificates.get("clientKey").asText(),
                        iotCore);
    }

    /** Starts a gateway and waits until it has subscribed and listens, in whichever order. */
    void startGateway(String mode, String iotCore) throws IOException {
        gateways++;
        Path config = folder.resolve("gateway.yaml");
        Files.writeString(config, configuration(mode, iotCore));
        gateway =
                java(
                        "io.sluice.gateway.Main",
                        List.of("run", "--config", config.toString()),
                        log(),
                        log());
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(
                        () ->
                                logText().contains("subscribed ")
                                        && logText().contains("gateway started"));
    }

    /** Kills it with SIGKILL, and waits until it is gone. */
    void killGateway() throws InterruptedException {
        if (gateway != null && !gateway.destroyForcibly().waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the gateway cannot be killed");
        }
    }

    /** What the latest gateway has said so far. */
    String logText() throws IOException {
        return Files.readString(log());
    }

    private Path log() {
        return folder.resolve("gateway-" + gateways + ".log");
    }

    /** {@code PUT /api/mode}; returns status code and body. */
    String changeMode(String mode) throws IOException, InterruptedException {
        HttpRequest put =
                HttpRequest.newBuilder(admin().resolve("/api/mode"))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"mode\":\"" + mode + "\"}"))
                        .build();
        HttpResponse<String> answer = http.send(put, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    /** The mode in force. */
    String mode() throws IOException, InterruptedException {
        return status().at("/mode").asText();
    }

    JsonNode status() throws IOException, InterruptedException {
        return get(admin().resolve("/api/status"));
    }

    /** What local AWS has counted for AWS IoT Core, such as {@code broker.PublishIn.Success}. */
    JsonNode iotCounters() throws IOException, InterruptedException {
        return get(URI.create(places.get("endpoint").asText() + "/_local/iot"));
    }

    private JsonNode get(URI from) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(from).build();
        return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private URI admin() throws IOException {
        Matcher said = ADMIN.matcher(logText());
        if (!said.find()) {
            throw new IllegalStateException("the gateway has not said where it listens");
        }
        return URI.create(said.group(1));
    }

    /** Devices that publish so many readings a second, of 200 bytes. */
    void startDevices(int readingsPerSecond) {
        fleet =
                Fleet.start(
                        FleetOptions.builder(broker.uri())
                                .devices(readingsPerSecond / 5)
                                .interval(Duration.ofMillis(200))
                                .payloadBytes(200)
                                .build(),
                        ledger);
    }

    long published() {
        return fleet == null ? 0 : fleet.published();
    }

    /**
     * Ends the devices, waits until the gateway holds nothing any more, and compares what they say
     * with the objects.
     */
    VerificationReport settle() throws IOException, InterruptedException {
        if (fleet != null) {
            fleet.stop(Duration.ofSeconds(20));
        }
        Verification verification = Verification.of(ledger, data());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> isIdle() && verification.report().isLossless());
        // the copies of what is there may still be in a buffer
        HttpRequest flush =
                HttpRequest.newBuilder(
                                URI.create(places.get("endpoint").asText() + "/_local/flush"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        http.send(flush, HttpResponse.BodyHandlers.discarding());
        return verification.report();
    }

    private boolean isIdle() throws IOException, InterruptedException {
        JsonNode status = status();
        return status.at("/spool/unsettled").asLong(-1) == 0
                && status.at("/lanes/0/bytesBehind").asLong(-1) == 0
                && status.at("/lanes/0/recordsUnderWay").asLong(-1) == 0;
    }

    private static Process java(String main, List<String> arguments, Path out, Path err)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile());
        if (out.equals(err)) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(err.toFile());
        }
        return builder.start();
    }

    @Override
    public void close() throws InterruptedException {
        if (fleet != null) {
            fleet.close();
        }
        killGateway();
        aws.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        ledger.close();
        broker.close();
    }
}
