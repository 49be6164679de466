/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.broker.EmbeddedBroker;
import io.sluice.broker.EmbeddedBrokerOptions;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.iotsql.MessageContext;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.localaws.iot.engine.IotMessage;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A broker, a local AWS with the stream {@code telemetry}, and gateways between them, all in this
 * process.
 */
final class GatewayRig implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String STREAM = "telemetry";
    static final String ERRORS = "sluice/rule-errors";
    private static final String ROLE = "arn:aws:iam::000000000000:role/rule";

    private final Path folder;
    private final EmbeddedBroker broker;
    private final LocalAws aws;

    GatewayRig(Path folder) {
        this(folder, LocalAwsOptions.builder());
    }

    /** With AWS IoT Core, over TLS, and without. */
    static GatewayRig withIotCore(Path folder) {
        return new GatewayRig(folder, LocalAwsOptions.builder().mqttPort(0).mqttPlainPort(0));
    }

    private GatewayRig(Path folder, LocalAwsOptions.Builder options) {
        this.folder = folder;
        this.broker =
                EmbeddedBroker.start(
                        EmbeddedBrokerOptions.builder()
                                .data(folder.resolve("broker"))
                                .port(0)
                                .build());
        this.aws = LocalAws.start(options.data(folder.resolve("aws")).port(0).seed(1).build());
        aws.createStream(STREAM, "bucket");
    }

    EmbeddedBroker broker() {
        return broker;
    }

    LocalAws aws() {
        return aws;
    }

    Path gatewayData() {
        return folder.resolve("gateway");
    }

    /**
     * A configuration for this rig: one route to {@link #STREAM} unless {@code more} has routes,
     * quick to send and to try again.
     */
    GatewayConfig config(String more) {
        return ConfigLoader.parse(
                yaml(broker.uri(), aws.endpoint(), gatewayData(), more), Map.of());
    }

    static String yaml(String broker, URI aws, Path data, String more) {
        String routes =
                more.contains("routes:")
                        ? ""
                        : """
                          routes:
                            - {name: telemetry, filter: 'sensors/+/telemetry', stream: telemetry, linger: 20ms}
                          """;
        String source =
                more.contains("source:")
                        ? ""
                        : """
                          source: {broker: '%s', clientId: gateway, reconnect: {initialDelay: 50ms, maxDelay: 200ms}}
                          """
                                .formatted(broker);
        return """
               dataDirectory: '%s'
               aws: {region: eu-central-1, endpoint: '%s', accessKeyId: local, secretAccessKey: local}
               firehose: {retry: {initialDelay: 10ms, maxDelay: 200ms}}
               admin: {port: 0}
               """
                        .formatted(data, aws)
                + source
                + routes
                + more;
    }

    /** Starts a gateway and waits until the broker has taken its subscriptions. */
    Gateway start(String more) {
        return startAt(aws.endpoint(), more);
    }

    /** The same, with AWS at the far end of a line. */
    Gateway startAt(URI awsEndpoint, String more) {
        Gateway gateway =
                new Gateway(
                        ConfigLoader.parse(
                                yaml(broker.uri(), awsEndpoint, gatewayData(), more), Map.of()));
        gateway.start()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
        return gateway;
    }

    /** A disabled topic rule that puts into {@link #STREAM}, with an error action. */
    void createRule(String name, String sql) {
        aws.iotRules().create(name, rule(sql));
    }

    static ObjectNode rule(String sql) {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        rule.put("sql", sql).put("awsIotSqlVersion", "2016-03-23").put("ruleDisabled", true);
        rule.putArray("actions")
                .addObject()
                .putObject("firehose")
                .put("deliveryStreamName", STREAM)
                .put("roleArn", ROLE)
                .put("separator", "\n");
        rule.putObject("errorAction")
                .putObject("republish")
                .put("topic", ERRORS)
                .put("roleArn", ROLE)
                .put("qos", 1);
        return rule;
    }

    /** The section iotCore of a configuration for this rig; a new rule needs no time there. */
    String iotCore(String more) {
        var files = aws.certificates().orElseThrow();
        return """
               iotCore:
                 endpoint: '%s'
                 tls: {caFile: '%s', certificateFile: '%s', keyFile: '%s'}
                 %s
                 ruleCheckInterval: 200ms
                 confirmInterval: 100ms
                 %s
               """
                .formatted(
                        aws.mqttTlsUri().orElseThrow(),
                        files.ca(),
                        files.clientCertificate(),
                        files.clientKey(),
                        more.contains("ruleSettleTime:") ? "" : "ruleSettleTime: 0s",
                        more);
    }

    /** As if somebody had published it to AWS IoT Core. */
    void publishToIotCore(String topic, ByteBuffer payload) {
        aws.iot()
                .publish(IotMessage.of(topic, payload, MessageContext.NONE), 1)
                .toCompletableFuture()
                .join();
    }

    Publisher publisher() {
        return new Publisher(URI.create(broker.uri()));
    }

    /** The lines that local AWS has delivered; makes it deliver what it buffers first. */
    List<String> delivered() {
        aws.flush();
        return Readings.in(aws.buckets());
    }

    void awaitDelivered(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> delivered().size() >= count);
    }

    @Override
    public void close() {
        aws.close();
        broker.close();
    }
}
