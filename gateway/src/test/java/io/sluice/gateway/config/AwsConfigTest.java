/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsConfigTest {

    @TempDir Path folder;

    @Test
    void hasTheseDefaults() {
        // When
        AwsConfig settings = RecordSettings.bind(AwsConfig.class, "region: eu-west-1");

        // Then
        assertThat(settings)
                .isEqualTo(
                        new AwsConfig(
                                "eu-west-1",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(30)));
        assertThat(settings.readSecretAccessKey()).isNull();
    }

    @Test
    void takesEveryKey() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("secret"), "from a file\n");
        String fromFile =
                """
                region: us-gov-west-1
                endpoint: http://localhost:4566
                accessKeyId: AKIA
                secretAccessKeyFile: 'FILE'
                sessionToken: token
                connectTimeout: 1s
                callTimeout: 1m
                """
                        .replace("FILE", file.toString());
        AwsConfig withProfile =
                RecordSettings.bind(AwsConfig.class, "{region: eu-west-1, profile: mine}");
        AwsConfig withSecret =
                RecordSettings.bind(
                        AwsConfig.class,
                        "{region: eu-west-1, accessKeyId: B, secretAccessKey: hush}");

        // When
        AwsConfig settings = RecordSettings.bind(AwsConfig.class, fromFile);

        // Then
        assertThat(settings)
                .isEqualTo(
                        new AwsConfig(
                                "us-gov-west-1",
                                URI.create("http://localhost:4566"),
                                "AKIA",
                                null,
                                file,
                                Secret.of("token"),
                                null,
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(1)));
        assertThat(settings.readSecretAccessKey()).isEqualTo(Secret.of("from a file"));
        assertThat(withSecret.readSecretAccessKey()).isEqualTo(Secret.of("hush"));
        // keys that exclude one another are tested against a record that has the others
        AwsConfig others =
                new AwsConfig(
                        "eu-west-1",
                        null,
                        withSecret.accessKeyId(),
                        withSecret.secretAccessKey(),
                        null,
                        null,
                        null,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30));
        assertThat(withSecret).isEqualTo(others);
        assertThat(withProfile.profile()).isEqualTo("mine");
        RecordSettings.assertEveryKeyDiffers(withSecret, settings, "profile");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{region: Ireland} | region: 'Ireland' is not an AWS Region; write such as eu-west-1",
                "{region: eu-west-1, endpoint: 'localhost:4566'} | endpoint: localhost:4566 is not a URL; write http:// or https://",
                "{region: eu-west-1, endpoint: 'http://a:b@h'} | endpoint: http://****@h holds a user name or password; use accessKeyId instead",
                "{region: eu-west-1, accessKeyId: '', secretAccessKey: x} | accessKeyId: is empty; write a value, or leave the key out",
                "{region: eu-west-1, profile: ''} | profile: is empty; write a value, or leave the key out",
                "{region: eu-west-1, profile: p, accessKeyId: a, secretAccessKey: s} | profile: p is given together with accessKeyId; keep one of the two",
                "{region: eu-west-1, sessionToken: t} | sessionToken: is set without accessKeyId; set both or neither",
                "{region: eu-west-1, connectTimeout: 0} | connectTimeout: 0s is below the minimum of 1ms",
                "{region: eu-west-1, callTimeout: 2h} | callTimeout: 2h is above the maximum of 1h",
                "{region: eu-west-1, secretAccessKey: [hush]} | secretAccessKey: is a list; write a single value",
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(AwsConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{endpoint: 'http://h'} | region: is missing; set it, or the environment variable AWS_REGION, such as eu-west-1",
                "{region: eu-west-1, accessKeyId: a} | secretAccessKey: is missing, and accessKeyId is set; set it or secretAccessKeyFile",
                "{region: eu-west-1, secretAccessKey: s} | accessKeyId: is missing, and its secret is set; set both or neither",
            },
            quoteCharacter = '`')
    void namesWhatIsMissing(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(AwsConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem);
    }

    @Test
    void refusesASecondSecretAndAFileThatIsNotThere() {
        // Given
        Path missing = folder.resolve("missing");

        // When
        var problems =
                RecordSettings.refusalsOf(
                        AwsConfig.class,
                        "{region: eu-west-1, accessKeyId: a, secretAccessKey: hush,"
                                + " secretAccessKeyFile: '"
                                + missing
                                + "'}");

        // Then
        assertThat(problems)
                .containsExactly(
                        "secretAccessKey: is given together with secretAccessKeyFile; keep one of"
                                + " the two (line 1)",
                        "secretAccessKeyFile: "
                                + missing
                                + " does not exist; name a file that the gateway may read, from"
                                + " the working directory or with its full path (line 1)");
    }
}
