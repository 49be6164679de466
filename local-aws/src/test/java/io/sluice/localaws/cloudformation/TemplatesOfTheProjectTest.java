/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.templates.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each template of the project becomes a stack here and leaves nothing but what it retains. */
class TemplatesOfTheProjectTest {

    private static final Path TEMPLATES = Path.of("..", "cloudformation");
    private static final Map<String, String> FILLED =
            Map.ofEntries(
                    Map.entry("AccountUrl", "https://acme-one.snowflakecomputing.com"),
                    Map.entry("BrokerUrl", "mqtts://broker.example.com:8883"),
                    Map.entry("Database", "TELEMETRY"),
                    Map.entry("DomainArn", "arn:aws:es:eu-west-1:123456789012:domain/readings"),
                    Map.entry("ErrorBucketName", "my-errors"),
                    Map.entry("HecEndpoint", "https://splunk.example.com:8088"),
                    Map.entry("Image", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/sluice:1"),
                    Map.entry("JdbcUrl", "jdbc:redshift://wh.example.com:5439/dev"),
                    Map.entry("LogGroupName", "/my/application"),
                    Map.entry("PolicyArns", "arn:aws:iam::123456789012:policy/a"),
                    Map.entry(
                            "SecretArn",
                            "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbCdEf"),
                    Map.entry("Sources", "com.example.line"),
                    Map.entry("StreamName", "sluice-telemetry"),
                    Map.entry("Table", "READINGS"),
                    Map.entry("VpcId", "vpc-0123456789abcdef0"),
                    Map.entry("SubnetIds", "subnet-0123456789abcdef0,subnet-0fedcba9876543210"));

    @TempDir private Path data;

    @Test
    void knowsAllTemplates() throws IOException {
        try (var files = Files.walk(TEMPLATES)) {
            assertThat(
                            files.filter(file -> file.toString().endsWith(".yaml"))
                                    .filter(file -> !file.toString().contains("target")))
                    .hasSize(14);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ingest|",
                "ingest|Mode=iot-rule ErrorTopic=sluice/rule-errors",
                "topic-rule|",
                "devices|",
                "alarms|",
                "transform|",
                "gateway-service|",
                "destinations/redshift|",
                "destinations/opensearch|",
                "destinations/splunk|",
                "destinations/http-endpoint|EndpointUrl=https://intake.example.com/firehose",
                "destinations/iceberg|",
                "destinations/snowflake|",
                "producers/cloudwatch-logs|",
                "producers/eventbridge|"
            })
    void becomesAStack(String name, String parameters) throws IOException {
        String text = Files.readString(TEMPLATES.resolve(name + ".yaml"));
        try (StackFixture aws = new StackFixture(data)) {
            ObjectNode request = aws.request("st", text);
            fill(text, parameters == null ? "" : parameters, (ArrayNode) request.get("Parameters"));
            request.putArray("Capabilities").add("CAPABILITY_NAMED_IAM");

            String status = aws.after("CreateStack", request);
            String id = aws.stack("st").path("StackId").asText();
            aws.api.call("DeleteStack", aws.request("st", ""));

            assertThat(status).isEqualTo("CREATE_COMPLETE");
            assertThat(aws.settled(id)).isEqualTo("DELETE_COMPLETE");
            assertThat(aws.streams.names()).isEmpty();
            assertThat(aws.rules.names()).isEmpty();
        }
    }

    /** What has no default gets a value that its pattern allows. */
    private static void fill(String text, String given, ArrayNode parameters) {
        for (String one : given.split(" ", -1)) {
            if (!one.isEmpty()) {
                int equals = one.indexOf('=');
                parameters
                        .addObject()
                        .put("ParameterKey", one.substring(0, equals))
                        .put("ParameterValue", one.substring(equals + 1));
            }
        }
        Template.parse(text)
                .parameters()
                .properties()
                .forEach(
                        entry -> {
                            if (!entry.getValue().has("Default")) {
                                parameters
                                        .addObject()
                                        .put("ParameterKey", entry.getKey())
                                        .put(
                                                "ParameterValue",
                                                FILLED.getOrDefault(entry.getKey(), "MISSING"));
                            }
                        });
    }
}
