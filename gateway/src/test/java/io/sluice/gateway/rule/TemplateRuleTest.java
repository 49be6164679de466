/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateRuleTest {

    private static final Path PROJECT = Path.of("..", "cloudformation");

    @TempDir private Path folder;

    @Test
    void readsTheRuleOfTheIngestTemplateWithItsDefaults() {
        // When
        TemplateRule rule = TemplateRule.read(PROJECT.resolve("ingest.yaml"), null);

        // Then
        assertThat(rule.name()).isEqualTo("sluice_telemetry");
        assertThat(rule.sql()).isEqualTo("SELECT * FROM 'sensors/+/telemetry'");
        assertThat(rule.sqlVersion()).isEqualTo("2016-03-23");
        assertThat(rule.disabled()).isTrue();
        assertThat(rule.firehose())
                .containsExactly(new TemplateRule.FirehoseAction("sluice-telemetry", "\n", false));
        RuleAction error = requireNonNull(rule.errorAction());
        assertThat(error.kind()).isEqualTo("S3");
        assertThat(error.settings().path("Key").asText())
                .isEqualTo(
                        "rule-errors/${parse_time(\"yyyy/MM/dd/HH\", timestamp())}/${newuuid()}.json");
    }

    @Test
    void takesOtherParametersThanTheDefaults() {
        // When
        TemplateRule rule =
                TemplateRule.read(
                        PROJECT.resolve("topic-rule.yaml"),
                        "hall_3",
                        Map.of(
                                "RuleName", "hall_3",
                                "StreamName", "lake",
                                "Mode", "iot-rule",
                                "RuleSql", "SELECT VALUE readings FROM 'a'",
                                "RuleBatchMode", "true",
                                "ErrorTopic", "errors"));

        // Then
        assertThat(rule.name()).isEqualTo("hall_3");
        assertThat(rule.sql()).isEqualTo("SELECT VALUE readings FROM 'a'");
        assertThat(rule.disabled()).isFalse();
        assertThat(rule.firehose())
                .containsExactly(new TemplateRule.FirehoseAction("lake", "\n", true));
        assertThat(requireNonNull(rule.errorAction()).kind()).isEqualTo("Republish");
    }

    @Test
    void doesWithoutParametersThatOnlyADeploymentNeeds() {
        // Given: neither StreamName nor ErrorBucketName has a default

        // When
        TemplateRule rule = TemplateRule.read(PROJECT.resolve("topic-rule.yaml"), null);

        // Then
        assertThat(rule.firehose())
                .containsExactly(new TemplateRule.FirehoseAction(null, "\n", false));
        assertThat(rule.actionInto("any")).isEqualTo(rule.firehose().get(0));
    }

    @ParameterizedTest
    @MethodSource("projectTemplates")
    void readsEveryTemplateOfTheProjectThatHasARule(Path template) throws IOException {
        // Given
        boolean hasRule = Files.readString(template).contains("AWS::IoT::TopicRule");

        // When / Then
        if (hasRule) {
            assertThat(TemplateRule.read(template, null).sql()).startsWith("SELECT");
        } else {
            assertThatThrownBy(() -> TemplateRule.read(template, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(template + ": ");
        }
    }

    static Stream<Path> projectTemplates() {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void findsARuleByItsNameOrByWhatTheTemplateCallsIt() throws IOException {
        // Given
        Path template =
                template(
                        """
                        Resources:
                          One:
                            Type: AWS::IoT::TopicRule
                            Properties: {RuleName: first, TopicRulePayload: {Sql: SELECT 1 AS a FROM 'a', Actions: []}}
                          Two:
                            Type: AWS::IoT::TopicRule
                            Properties: {TopicRulePayload: {Sql: SELECT 2 AS a FROM 'a', Actions: []}}
                        """);

        // When / Then
        assertThat(TemplateRule.read(template, "first").logicalId()).isEqualTo("One");
        assertThat(TemplateRule.read(template, "One").name()).isEqualTo("first");
        assertThat(TemplateRule.read(template, "Two").name()).isNull();
        assertThatThrownBy(() -> TemplateRule.read(template, null))
                .hasMessage(
                        template
                                + ": there are several topic rules, [first, Two]; name one of them");
        assertThatThrownBy(() -> TemplateRule.read(template, "third"))
                .hasMessage(
                        template
                                + ": there is no topic rule third; there is [first, Two]: name one of them");
    }

    @Test
    void takesTheOnlyRuleUnderAnotherNameIfAParameterSaysItsName() {
        // When
        TemplateRule rule = TemplateRule.read(PROJECT.resolve("ingest.yaml"), "hall_3");

        // Then
        assertThat(rule.logicalId()).isEqualTo("TopicRule");
    }

    @Test
    void doesNotTakeTheOnlyRuleUnderAnotherNameThanItHas() throws IOException {
        // Given
        Path template = rule("RuleName: first", "Sql: SELECT * FROM 'a', Actions: []");

        // When / Then
        assertThatThrownBy(() -> TemplateRule.read(template, "frist"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no topic rule frist; there is [first]");
    }

    @Test
    void passesOverARuleWhoseConditionIsFalse() throws IOException {
        // Given
        Path template =
                template(
                        """
                        Parameters: {Mode: {Type: String, Default: direct}}
                        Conditions: {Forwards: !Equals [!Ref Mode, iot-rule]}
                        Resources:
                          One:
                            Type: AWS::IoT::TopicRule
                            Condition: Forwards
                            Properties: {TopicRulePayload: {Sql: SELECT * FROM 'a', Actions: []}}
                        """);

        // When / Then
        assertThat(TemplateRule.read(template, null, Map.of("Mode", "iot-rule")).sql())
                .isEqualTo("SELECT * FROM 'a'");
        assertThatThrownBy(() -> TemplateRule.read(template, "One"))
                .hasMessageContaining(
                        "there is no topic rule One, nor another that the parameters let be made");
    }

    @Test
    void choosesTheActionThatPutsIntoTheStream() throws IOException {
        // Given
        Path template =
                rule(
                        "RuleName: r",
                        "Sql: SELECT * FROM 'a', Actions: [{Firehose: {DeliveryStreamName: one, Separator: ','}},"
                                + " {Sqs: {QueueUrl: q}}, {Firehose: {DeliveryStreamName: two, BatchMode: 'true'}}]");

        // When
        TemplateRule rule = TemplateRule.read(template, null);

        // Then
        assertThat(rule.actions())
                .extracting(RuleAction::kind)
                .containsExactly("Firehose", "Sqs", "Firehose");
        assertThat(rule.actionInto("two"))
                .isEqualTo(new TemplateRule.FirehoseAction("two", "", true));
        assertThat(rule.actionInto("other"))
                .isEqualTo(new TemplateRule.FirehoseAction("one", ",", false));
        assertThat(rule.errorAction()).isNull();
        assertThat(rule.sqlVersion()).isNull();
    }

    @Test
    void sharesAStreamNameWithAResourceOfTheTemplate() throws IOException {
        // Given
        Path template =
                template(
                        """
                        Resources:
                          Rule:
                            Type: AWS::IoT::TopicRule
                            Properties:
                              TopicRulePayload:
                                Sql: SELECT * FROM 'a'
                                Actions: [{Firehose: {DeliveryStreamName: !Ref Stream, RoleArn: !GetAtt Stream.Arn}}]
                          Stream:
                            Type: AWS::KinesisFirehose::DeliveryStream
                            Properties: {DeliveryStreamName: lake}
                        """);

        // When
        TemplateRule rule = TemplateRule.read(template, null);

        // Then
        assertThat(rule.firehose())
                .extracting(TemplateRule.FirehoseAction::stream)
                .containsExactly("lake");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Actions: [] | Resources/Rule/Properties/TopicRulePayload: Sql is missing; a topic rule needs one",
                "Sql: !Ref Missing, Actions: [] | Resources/Rule/Properties/TopicRulePayload/Sql/Ref: the parameter Missing has no value",
                "Sql: [a], Actions: [] | Resources/Rule/Properties/TopicRulePayload/Sql: a text was expected, not a list or a mapping",
                "Sql: a, Actions: [{}] | Resources/Rule/Properties/TopicRulePayload/Actions/0: is not an action; write its kind and its properties",
                "Sql: a, Actions: [Firehose] | Resources/Rule/Properties/TopicRulePayload/Actions/0: is not an action; write its kind and its properties",
                "Sql: a, Actions: [{Firehose: {BatchMode: !Ref Missing}}] | Resources/Rule/Properties/TopicRulePayload/Actions/0/Firehose/BatchMode/Ref: the parameter Missing has no value",
                "Sql: a, Actions: [{Firehose: {Separator: !Ref AWS::StackName}}] | Resources/Rule/Properties/TopicRulePayload/Actions/0/Firehose/Separator/Ref: AWS::StackName is known only where there is a stack"
            })
    void saysWhatIsWrongAndWhere(String payload, String problem) throws IOException {
        // Given
        Path template = rule("RuleName: r", payload);

        // When / Then
        assertThatThrownBy(() -> TemplateRule.read(template, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(template + ": " + problem);
    }

    @Test
    void saysThatAParameterDoesNotExist() throws IOException {
        // Given
        Path template = rule("RuleName: r", "Sql: a, Actions: []");

        // When / Then
        assertThatThrownBy(() -> TemplateRule.read(template, null, Map.of("Sql", "x")))
                .hasMessage(template + ": Parameters: [Sql] do not exist in the template");
    }

    private Path rule(@Nullable String name, String payload) throws IOException {
        return template(
                """
                Parameters: {Missing: {Type: String}}
                Resources:
                  Rule:
                    Type: AWS::IoT::TopicRule
                    Properties: {%s, TopicRulePayload: {%s}}
                """
                        .formatted(name, payload));
    }

    private Path template(String text) throws IOException {
        return Files.writeString(folder.resolve("template.yaml"), text);
    }
}
