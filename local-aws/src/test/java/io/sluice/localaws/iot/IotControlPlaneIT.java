/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Action;
import software.amazon.awssdk.services.iot.model.GetTopicRuleResponse;
import software.amazon.awssdk.services.iot.model.InvalidRequestException;
import software.amazon.awssdk.services.iot.model.ListTopicRulesResponse;
import software.amazon.awssdk.services.iot.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.iot.model.SqlParseException;
import software.amazon.awssdk.services.iot.model.TopicRulePayload;
import software.amazon.awssdk.services.iot.model.UnauthorizedException;

/** The AWS SDK for Java, unmodified, against the control plane of a local AWS IoT. */
class IotControlPlaneIT {

    @TempDir private Path data;
    private IotFixture fixture;
    private IotClient iot;

    @BeforeEach
    void start() {
        fixture = IotFixture.plain(data, true);
        iot =
                IotClient.builder()
                        .endpointOverride(fixture.aws.endpoint())
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("key", "secret")))
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
    }

    @AfterEach
    void stop() {
        iot.close();
        fixture.close();
    }

    @Test
    void createsAndShowsARule() {
        // When
        create("r", "SELECT * FROM 'a/#'");
        GetTopicRuleResponse shown = iot.getTopicRule(get -> get.ruleName("r"));

        // Then
        assertThat(shown.ruleArn()).isEqualTo("arn:aws:iot:eu-central-1:000000000000:rule/r");
        assertThat(shown.rule().sql()).isEqualTo("SELECT * FROM 'a/#'");
        assertThat(shown.rule().awsIotSqlVersion()).isEqualTo("2015-10-08");
        assertThat(shown.rule().ruleDisabled()).isFalse();
        assertThat(shown.rule().createdAt()).isAfter(Instant.now().minusSeconds(60));
        assertThat(shown.rule().description()).isEqualTo("to the lake");
        assertThat(shown.rule().actions().get(0).firehose().deliveryStreamName()).isEqualTo("s");
        assertThat(shown.rule().actions().get(0).firehose().separator()).isEqualTo("\n");
        assertThat(shown.rule().errorAction().s3().key()).isEqualTo("errors/${newuuid()}");
    }

    @Test
    void replacesEnablesDisablesListsAndDeletesRules() {
        // Given
        create("a", "SELECT * FROM 'a'");
        create("b", "SELECT * FROM 'b'");

        // When
        iot.replaceTopicRule(
                replace -> replace.ruleName("a").topicRulePayload(payload("SELECT * FROM 'c'")));
        iot.disableTopicRule(disable -> disable.ruleName("b"));

        // Then
        ListTopicRulesResponse first = iot.listTopicRules(list -> list.maxResults(1));
        ListTopicRulesResponse second =
                iot.listTopicRules(list -> list.maxResults(1).nextToken(first.nextToken()));
        assertThat(first.rules()).singleElement().returns("a", rule -> rule.ruleName());
        assertThat(first.rules().get(0).topicPattern()).isEqualTo("c");
        assertThat(second.rules()).singleElement().returns(true, rule -> rule.ruleDisabled());
        assertThat(second.nextToken()).isNull();
        assertThat(iot.listTopicRules(list -> list.ruleDisabled(true)).rules()).hasSize(1);
        assertThat(iot.listTopicRules(list -> list.topic("c")).rules()).hasSize(1);
        iot.enableTopicRule(enable -> enable.ruleName("b"));
        assertThat(iot.getTopicRule(get -> get.ruleName("b")).rule().ruleDisabled()).isFalse();
        iot.deleteTopicRule(delete -> delete.ruleName("b"));
        iot.deleteTopicRule(delete -> delete.ruleName("b"));
        assertThat(fixture.aws.iotRules().names()).containsExactly("a");
    }

    @Test
    void refusesAsAwsDoes() {
        create("a", "SELECT * FROM 'a'");

        assertThatThrownBy(() -> create("a", "SELECT * FROM 'a'"))
                .isInstanceOf(ResourceAlreadyExistsException.class);
        assertThatThrownBy(() -> iot.getTopicRule(get -> get.ruleName("missing")))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("Access to topic rule 'missing' was denied");
        assertThatThrownBy(() -> iot.disableTopicRule(disable -> disable.ruleName("missing")))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> create("b", "SELECT FROM"))
                .isInstanceOf(SqlParseException.class)
                .hasMessageContaining("line 1, column");
        assertThatThrownBy(() -> create("b-c", "SELECT * FROM 'a'"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("letters, digits and underscores");
        assertThatThrownBy(
                        () ->
                                iot.createTopicRule(
                                        rule ->
                                                rule.ruleName("b")
                                                        .topicRulePayload(
                                                                body ->
                                                                        body.sql(
                                                                                        "SELECT * FROM 'a'")
                                                                                .actions(
                                                                                        Action
                                                                                                .builder()
                                                                                                .lambda(
                                                                                                        f ->
                                                                                                                f
                                                                                                                        .functionArn(
                                                                                                                                "arn:aws:lambda:eu-central-1:000000000000:function:f"))
                                                                                                .build()))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Local AWS does not support 'lambda'");
        assertThatThrownBy(() -> iot.describeEndpoint(end -> end.endpointType("iot:Jobs")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void describesItsEndpoint() {
        assertThat(iot.describeEndpoint(end -> end.endpointType("iot:Data-ATS")).endpointAddress())
                .isEqualTo("127.0.0.1:" + fixture.aws.mqttPlainUri().orElseThrow().getPort());
    }

    private void create(String name, String sql) {
        iot.createTopicRule(rule -> rule.ruleName(name).topicRulePayload(payload(sql)));
    }

    private static TopicRulePayload payload(String sql) {
        return TopicRulePayload.builder()
                .sql(sql)
                .description("to the lake")
                .actions(
                        Action.builder()
                                .firehose(
                                        firehose ->
                                                firehose.deliveryStreamName("s")
                                                        .roleArn(IotFixture.ROLE)
                                                        .separator("\n"))
                                .build())
                .errorAction(
                        error ->
                                error.s3(
                                        s3 ->
                                                s3.bucketName("lake")
                                                        .key("errors/${newuuid()}")
                                                        .roleArn(IotFixture.ROLE)))
                .build();
    }
}
