/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleConfigTest {

    @Test
    void hasTheseDefaults() {
        // When
        RuleConfig settings = RecordSettings.bind(RuleConfig.class, "");

        // Then
        assertThat(settings).isEqualTo(new RuleConfig(null, null, null, "2016-03-23", null));
        assertThat(settings.isAbsent()).isTrue();
        assertThat(settings.isDeployed()).isFalse();
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml =
                "{name: to_firehose, sql: \"SELECT * FROM 'a/#'\", sqlVersion: 2015-10-08, batchMode: true}";

        // When
        RuleConfig settings = RecordSettings.bind(RuleConfig.class, yaml);

        // Then
        assertThat(settings)
                .isEqualTo(
                        new RuleConfig(
                                "to_firehose", "SELECT * FROM 'a/#'", null, "2015-10-08", true));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(RuleConfig.class, ""), settings, "template");
        assertThat(settings.isDeployed()).isFalse();
    }

    @Test
    void takesATemplate(@TempDir Path folder) throws IOException {
        // Given
        Path template = Files.writeString(folder.resolve("t.yaml"), "Resources: {}");

        // When
        RuleConfig settings = RecordSettings.bind(RuleConfig.class, "template: '" + template + "'");

        // Then
        assertThat(settings.template()).isEqualTo(template);
    }

    @Test
    void asksForTheDeployedRuleIfOnlyItsNameIsGiven() {
        // When
        RuleConfig settings = RecordSettings.bind(RuleConfig.class, "name: deployed");

        // Then
        assertThat(settings.isDeployed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: to-firehose} | name: 'to-firehose' is not a topic rule's name; AWS allows 1 to 128 of a-z, A-Z, 0-9 and _",
                "{sql: ' '} | sql: is empty; write such as SELECT * FROM 'sensors/#', or leave the key out",
                "{sqlVersion: 2016-03-24} | sqlVersion: '2016-03-24' is not a version; use 2016-03-23 or 2015-10-08",
                "{template: nowhere.yaml} | template: nowhere.yaml does not exist; name a file that the gateway may read, from the working directory or with its full path"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(RuleConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
