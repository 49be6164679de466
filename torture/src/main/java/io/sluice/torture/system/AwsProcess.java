/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.processes.ChildProcess;
import io.sluice.processes.FreePort;
import io.sluice.processes.HttpJson;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Local AWS as a process, with two delivery streams, each with its topic rule and its bucket. */
public final class AwsProcess implements AutoCloseable {

    /** The stream, and the bucket, of the route that takes all readings. */
    public static final String STREAM = "torture";

    /** The stream, and the bucket, of the route that takes one device's readings. */
    public static final String ARCHIVE = "torture-archive";

    static final String RULE = "torture";
    static final String ARCHIVE_RULE = "torture_archive";
    static final String ERROR_TOPIC = "torture/rule-errors";
    static final String REGION = "eu-west-1";

    private static final String HEAP = "768m";
    private static final String TEMPLATE =
            """
            AWSTemplateFormatVersion: '2010-09-09'
            Resources:
            """
                    + resources("Main", STREAM, RULE)
                    + resources("Archive", ARCHIVE, ARCHIVE_RULE);

    private final Path folder;
    private final int port = FreePort.choose();
    private final int mqttPort = FreePort.choose();
    private final HttpJson http = new HttpJson();
    private ChildProcess process;
    private Certificates certificates;

    /** What a client of AWS IoT Core is known by. */
    record Certificates(String ca, String certificate, String key) {}

    AwsProcess(Path folder) {
        this.folder = folder;
        this.process = launch();
        this.certificates = ready();
    }

    private static String resources(String id, String stream, String rule) {
        return """
                  %1$sStream:
                    Type: AWS::KinesisFirehose::DeliveryStream
                    Properties:
                      DeliveryStreamName: %2$s
                      DeliveryStreamType: DirectPut
                      ExtendedS3DestinationConfiguration:
                        BucketARN: arn:aws:s3:::%2$s
                        RoleARN: arn:aws:iam::000000000000:role/torture
                        BufferingHints: {SizeInMBs: 16, IntervalInSeconds: 5}
                  %1$sRule:
                    Type: AWS::IoT::TopicRule
                    Properties:
                      RuleName: %3$s
                      TopicRulePayload:
                        AwsIotSqlVersion: '2016-03-23'
                        Sql: SELECT * FROM 'sensors/+/telemetry'
                        Actions:
                          - Firehose:
                              DeliveryStreamName: %2$s
                              RoleArn: arn:aws:iam::000000000000:role/torture
                              Separator: "\\n"
                        ErrorAction:
                          Republish:
                            RoleArn: arn:aws:iam::000000000000:role/torture
                            Topic: %4$s
                            Qos: 1
                """
                .formatted(id, stream, rule, ERROR_TOPIC);
    }

    private ChildProcess launch() {
        Path template = folder.resolve("template.yaml");
        try {
            Files.writeString(template, TEMPLATE);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + template, e);
        }
        return ChildProcess.startJava(
                "local-aws",
                folder,
                HEAP,
                List.of(),
                io.sluice.localaws.Main.class,
                "local-aws",
                "--template",
                template.toString(),
                "--port",
                String.valueOf(port),
                "--mqtt-port",
                String.valueOf(mqttPort),
                "--region",
                REGION,
                "--data",
                data().toString());
    }

    private Certificates ready() {
        JsonNode files = process.readJson().path("certificates");
        return new Certificates(
                files.path("ca").asText(),
                files.path("clientCertificate").asText(),
                files.path("clientKey").asText());
    }

    /** Where its HTTP port is. */
    public int port() {
        return port;
    }

    /** Where the MQTT endpoint of AWS IoT Core is. */
    public int mqttPort() {
        return mqttPort;
    }

    Certificates certificates() {
        return certificates;
    }

    /** Its data directory; buckets are below {@code s3}. */
    public Path data() {
        return folder.resolve("aws");
    }

    /** What a stream has accepted and refused since local AWS was started. */
    public JsonNode usage(String stream) {
        return http.get(local("meter")).path("streams").path(stream);
    }

    /** Sets these faults in the place of all others; see the page on local AWS. */
    public void faults(String... faults) {
        String list =
                Arrays.stream(faults).map(f -> '"' + f + '"').collect(Collectors.joining(","));
        int code = http.put("PUT", local("faults"), "{\"faults\":[" + list + "]}").orElse(0);
        if (code != 200) {
            throw CommandFailure.failed("local AWS did not take the faults " + list);
        }
    }

    /** Ends all faults. */
    public void heal() {
        faults();
    }

    /** Delivers what is buffered. */
    public void flush() {
        http.put("POST", local("flush"), "");
    }

    private URI local(String what) {
        return URI.create("http://127.0.0.1:" + port + "/_local/" + what);
    }

    /** SIGKILL; returns what there is to say about it. */
    public String kill() {
        long pid = process.pid();
        return "local AWS pid " + pid + " ended with " + process.kill();
    }

    /** Starts it again on the same ports and the same data. */
    public void restart() {
        process.close();
        process = launch();
        certificates = ready();
    }

    @Override
    public void close() {
        process.close();
    }
}
