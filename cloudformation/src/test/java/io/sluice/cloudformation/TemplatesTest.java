/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.iotsql.RuleStatement;
import io.sluice.iotsql.SqlVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every template in every shape. */
class TemplatesTest {

    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    private static final int MOST_BYTES = 51_200;

    private static final Set<String> SECRETS =
            Set.of(
                    "Password",
                    "Username",
                    "HECToken",
                    "AccessKey",
                    "PrivateKey",
                    "KeyPassphrase",
                    "SecretAccessKey");

    static List<TemplateFile> templates() {
        return TemplateFile.all();
    }

    static List<TemplateFile> templatesWithAStream() {
        return templates().stream().filter(template -> !stream(template).isEmpty()).toList();
    }

    static List<TemplateFile> templatesWithARule() {
        return templates().stream()
                .filter(template -> template.text().contains("AWS::IoT::TopicRule\n"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void keepsToTheRulesInEveryShapeThatItsParametersGiveIt(TemplateFile template) {
        for (Map<String, String> shape : Shapes.of(template)) {
            Stack stack = Resolver.resolve(template, shape);
            List<String> problems = new ArrayList<>();
            stack.ofType("AWS::KinesisFirehose::DeliveryStream")
                    .forEach(stream -> problems.addAll(DeliveryStreamRules.problems(stream)));
            stack.ofType("AWS::IoT::TopicRule")
                    .forEach(rule -> problems.addAll(topicRuleProblems(stack, rule)));
            problems.addAll(AccessRules.problems(stack));
            problems.addAll(secretProblems(stack));
            problems.addAll(outputProblems(stack));
            assertThat(problems).as("%s", stack).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isSmallEnoughToBeSentAsItIs(TemplateFile template) {
        assertThat(template.text().getBytes(UTF_8)).hasSizeLessThan(MOST_BYTES);
        assertThat(template.root().path("Description").asText().getBytes(UTF_8))
                .hasSizeLessThanOrEqualTo(1024);
        assertThat(template.section("Parameters").size()).isLessThanOrEqualTo(200);
    }

    @Test
    void configuresTheKinesisAgentForTheStreamOfTheTemplate() throws Exception {
        JsonNode flow =
                new ObjectMapper()
                        .readTree(Path.of("producers", "kinesis-agent.json").toFile())
                        .at("/flows/0");
        String stream =
                TemplateFile.named("ingest.yaml")
                        .root()
                        .at("/Parameters/StreamName/Default")
                        .asText();

        assertThat(flow.path("deliveryStream").asText()).isEqualTo(stream);
        assertThat(flow.path("maxBufferSizeRecords").asInt()).isBetween(1, 500);
        assertThat(flow.path("maxBufferSizeBytes").asInt()).isBetween(1, 4 * 1024 * 1024);
        assertThat(flow.path("maxBufferAgeMillis").asInt()).isBetween(1_000, 900_000);
    }

    @ParameterizedTest
    @MethodSource("templatesWithARule")
    void selectsWhatTheDevicesPublish(TemplateFile template) {
        String sql = template.section("Parameters").path("RuleSql").path("Default").asText();

        RuleStatement rule = RuleStatement.parse(sql, SqlVersion.V2016_03_23);

        assertThat(rule.matches("sensors/device-1/telemetry")).isTrue();
        assertThat(rule.passesPayloadThrough()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void keepsBucketsPrivateEncryptedAndForTheirOwner(TemplateFile template) {
        for (Map.Entry<String, JsonNode> entry : template.section("Resources").properties()) {
            JsonNode resource = entry.getValue();
            JsonNode properties = resource.path("Properties");
            switch (resource.path("Type").asText()) {
                case "AWS::S3::Bucket" -> {
                    assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("Retain");
                    assertThat(properties.has("BucketEncryption")).isTrue();
                    assertThat(properties.path("PublicAccessBlockConfiguration"))
                            .hasSize(4)
                            .allMatch(JsonNode::asBoolean);
                    assertThat(template.text()).contains("aws:SecureTransport");
                }
                case "AWS::Logs::LogGroup" ->
                        assertThat(properties.has("RetentionInDays")).as(entry.getKey()).isTrue();
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @MethodSource("templatesWithAStream")
    void letsTheGatewayCallWhatItCallsAndNothingElse(TemplateFile template) {
        Stack stack = Resolver.resolve(template, Shapes.of(template).get(0));

        List<String> actions =
                stack.properties("GatewayPolicy")
                        .path("PolicyDocument")
                        .path("Statement")
                        .valueStream()
                        .flatMap(statement -> AccessRules.texts(statement.path("Action")).stream())
                        .toList();

        assertThat(actions).contains("firehose:PutRecordBatch", "firehose:DescribeDeliveryStream");
        assertThat(actions)
                .isSubsetOf(
                        "firehose:PutRecordBatch",
                        "firehose:DescribeDeliveryStream",
                        "iot:GetTopicRule",
                        "iot:EnableTopicRule",
                        "iot:DisableTopicRule",
                        "iot:DescribeEndpoint",
                        "cloudformation:DescribeStacks");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void describesEveryParameterAndOutputAndHoldsDefaultsToTheirConstraints(TemplateFile template) {
        for (Map.Entry<String, JsonNode> entry : template.section("Parameters").properties()) {
            JsonNode parameter = entry.getValue();
            String name = entry.getKey();
            assertThat(parameter.path("Description").asText()).as(name).endsWith(".");
            assertThat(template.section("Metadata").toString()).contains("\"" + name + "\"");
            assertThat(parameter.has("NoEcho")).as("a secret as a parameter: " + name).isFalse();
            String pattern = parameter.path("AllowedPattern").asText(".*");
            if (parameter.has("Default")) {
                assertThat(parameter.get("Default").asText()).as(name).matches(pattern);
            }
            if (Shapes.SAMPLES.containsKey(name)) {
                assertThat(Shapes.SAMPLES.get(name)).as(name).matches(pattern);
            }
            if (parameter.path("Type").asText().equals("Number")) {
                assertThat(parameter.has("MaxValue") || parameter.has("AllowedValues"))
                        .as(name + " has bounds")
                        .isTrue();
            }
        }
        template.section("Outputs")
                .forEach(output -> assertThat(output.path("Description").asText()).endsWith("."));
    }

    private static List<String> topicRuleProblems(Stack stack, JsonNode rule) {
        JsonNode payload = rule.path("TopicRulePayload");
        List<String> problems = new ArrayList<>(TopicRuleRules.problems(payload));
        boolean direct = "direct".equals(stack.parameters().get("Mode"));
        if (payload.path("RuleDisabled").asBoolean() != direct) {
            problems.add("the rule and the gateway both deliver, or neither does");
        }
        return problems;
    }

    private static List<String> secretProblems(Stack stack) {
        return SECRETS.stream()
                .filter(name -> stack.resources().findValue(name) != null)
                .map(name -> "a secret stands in the property " + name)
                .toList();
    }

    private static List<String> outputProblems(Stack stack) {
        if (stack.ofType("AWS::KinesisFirehose::DeliveryStream").isEmpty()) {
            return List.of();
        }
        return Stream.of("StreamName", "StreamArn", "Region", "BucketName", "GatewayPolicyArn")
                .filter(output -> !stack.outputs().has(output))
                .map(output -> "no output " + output)
                .toList();
    }

    private static List<JsonNode> stream(TemplateFile template) {
        return template.section("Resources")
                .valueStream()
                .filter(r -> r.path("Type").asText().endsWith("::DeliveryStream"))
                .toList();
    }
}
