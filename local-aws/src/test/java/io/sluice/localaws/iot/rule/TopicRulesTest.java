/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicRulesTest {

    private static final String ARN = "arn:aws:iot:eu-central-1:000000000000:rule/";

    @TempDir private Path folder;
    private Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private TopicRules rules;

    @BeforeEach
    void open() throws IOException {
        rules = new TopicRules(ARN, folder, clock);
    }

    @Test
    void keepsRulesOverARestart() throws IOException {
        // Given
        rules.create("a", payload("{\"sql\":\"SELECT * FROM 'a'\",\"actions\":[]}"));
        rules.create("b", payload("{\"sql\":\"SELECT * FROM 'b'\",\"actions\":[]}"));
        rules.disable("a");
        rules.delete("b");

        // When
        clock = Clock.systemUTC();
        open();

        // Then
        assertThat(rules.names()).containsExactly("a");
        assertThat(rules.get("a").disabled()).isTrue();
        assertThat(rules.get("a").createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void takesTheOldVersionOfTheSqlUnlessToldOtherwise() {
        rules.create("a", payload("{\"sql\":\"SELECT * FROM 'a'\",\"actions\":[]}"));

        assertThat(rules.get("a").statement().version().id()).isEqualTo("2015-10-08");
    }

    @Test
    void refusesWhatAwsRefuses() {
        assertThatThrownBy(() -> create("{\"actions\":[]}")).hasMessageContaining("SQL");
        assertThatThrownBy(() -> create("{\"sql\":\"SELECT * FROM 'a'\"}"))
                .hasMessage("'actions' must be a list");
        assertThatThrownBy(
                        () ->
                                create(
                                        "{\"sql\":\"SELECT * FROM 'a'\",\"actions\":[],\"ruleDisabeld\":true}"))
                .hasMessage("'ruleDisabeld' is not a known member.");
        assertThatThrownBy(
                        () ->
                                create(
                                        "{\"sql\":\"SELECT * FROM 'a'\",\"actions\":[],\"awsIotSqlVersion\":\"2020\"}"))
                .hasMessageContaining("2016-03-23");
        assertThatThrownBy(() -> create(action("{}"))).hasMessageContaining("exactly one kind");
        assertThatThrownBy(() -> create(action("{\"lambda\":{\"functionArn\":\"x\"}}")))
                .hasMessage("Local AWS does not support 'lambda' (a rule action).");
        assertThatThrownBy(
                        () ->
                                create(
                                        action(
                                                "{\"firehose\":{\"deliveryStreamName\":\"s\",\"roleArn\":\"r\",\"separator\":\";\"}}")))
                .hasMessageContaining("firehose.separator");
        assertThatThrownBy(() -> create(action("{\"firehose\":{\"deliveryStreamName\":\"s\"}}")))
                .hasMessage("'firehose.roleArn' is missing");
        assertThatThrownBy(
                        () ->
                                create(
                                        action(
                                                "{\"republish\":{\"topic\":\"t\",\"roleArn\":\"r\",\"qos\":2}}")))
                .hasMessage("'republish.qos' must be 0 or 1");
        assertThatThrownBy(
                        () ->
                                create(
                                        action(
                                                "{\"republish\":{\"topic\":\"${topic(}\",\"roleArn\":\"r\"}}")))
                .isInstanceOfSatisfying(
                        AwsFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("SqlParseException"));
        assertThat(rules.names()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysWhichFileIsBroken() throws IOException {
        Files.writeString(folder.resolve("a.json"), "{}");

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.json is not the definition of a topic rule");
    }

    private void create(String payload) {
        rules.create("r", payload(payload));
    }

    private static String action(String action) {
        return "{\"sql\":\"SELECT * FROM 'a'\",\"actions\":[" + action + "]}";
    }

    private static ObjectNode payload(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
