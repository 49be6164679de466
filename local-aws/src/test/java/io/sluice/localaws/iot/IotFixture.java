/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.localaws.firehose.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A local AWS with a stream {@code s}, a bucket {@code lake} and an MQTT endpoint. */
final class IotFixture implements AutoCloseable {

    static final String ROLE = "arn:aws:iam::000000000000:role/r";

    private static final ObjectMapper JSON = new ObjectMapper();

    final LocalAws aws;

    private IotFixture(LocalAws aws) {
        this.aws = aws;
        if (!aws.streamNames().contains("s")) {
            aws.createStream("s", "lake");
        }
    }

    /** Without TLS, on a free port. */
    static IotFixture plain(Path data, boolean limited) {
        return new IotFixture(
                LocalAws.start(
                        LocalAwsOptions.builder()
                                .data(data)
                                .seed(7)
                                .mqttPlainPort(0)
                                .mqttLimits(limited)
                                .build()));
    }

    /** With TLS and without, on free ports. */
    static IotFixture tls(Path data) {
        return new IotFixture(
                LocalAws.start(
                        LocalAwsOptions.builder().data(data).mqttPort(0).mqttPlainPort(0).build()));
    }

    /** A rule with one Firehose action into {@code s}, a newline behind each record. */
    static ObjectNode rule(String sql) {
        ObjectNode payload = JSON.createObjectNode().put("sql", sql);
        payload.put("awsIotSqlVersion", "2016-03-23");
        payload.withArray("/actions")
                .addObject()
                .putObject("firehose")
                .put("deliveryStreamName", "s")
                .put("roleArn", ROLE)
                .put("separator", "\n");
        return payload;
    }

    /** The same with an error action that republishes. */
    static ObjectNode ruleWithErrors(String sql, String topic) {
        ObjectNode payload = rule(sql);
        payload.putObject("errorAction")
                .putObject("republish")
                .put("topic", topic)
                .put("roleArn", ROLE)
                .put("qos", 1);
        return payload;
    }

    Mqtt5ClientBuilder client(String id) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(aws.mqttPlainUri().orElseThrow().getPort());
    }

    Mqtt5BlockingClient connected(String id) {
        Mqtt5BlockingClient client = client(id).buildBlocking();
        client.connect();
        return client;
    }

    /** What went into the stream. */
    Usage usage() {
        return aws.meter().getOrDefault("s", Usage.NONE);
    }

    /** All that was delivered, line by line. */
    List<String> delivered() {
        aws.flush();
        try (Stream<Path> files = Files.walk(aws.buckets())) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(new String(Files.readAllBytes(file), UTF_8));
            }
            return all.toString().lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        aws.close();
    }
}
