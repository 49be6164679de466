/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.sluice.localaws.iot.mqtt.CertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients in other languages, as a user has them: the AWS CLI and Mosquitto's. */
class IotForeignClientsIT {

    @TempDir private Path scratch;
    private IotFixture iot;

    @BeforeEach
    void start() {
        iot = IotFixture.tls(scratch.resolve("data"));
    }

    @AfterEach
    void stop() {
        iot.close();
    }

    @Test
    void servesTheAwsCli() throws Exception {
        assumeThat(run(List.of("aws", "--version")).status)
                .as("SKIPPED: no AWS CLI is installed, so nothing was tested against it")
                .isZero();
        Path rule = scratch.resolve("rule.json");
        Files.writeString(rule, IotFixture.rule("SELECT * FROM 'a/#'").toString());

        Answer created =
                cli(
                        "iot",
                        "create-topic-rule",
                        "--rule-name",
                        "r",
                        "--topic-rule-payload",
                        "file://" + rule);
        Answer shown = cli("iot", "get-topic-rule", "--rule-name", "r");
        Answer disabled = cli("iot", "disable-topic-rule", "--rule-name", "r");
        boolean rests = iot.aws.iotRules().get("r").disabled();
        Answer enabled = cli("iot", "enable-topic-rule", "--rule-name", "r");
        Answer endpoint = cli("iot", "describe-endpoint", "--endpoint-type", "iot:Data-ATS");
        Answer missing = cli("iot", "get-topic-rule", "--rule-name", "nope");
        Answer published =
                cli("iot-data", "publish", "--topic", "a/b c", "--qos", "1", "--payload", "{}");

        assertThat(created.status).as(created.output).isZero();
        assertThat(shown.output).contains("\"sql\": \"SELECT * FROM 'a/#'\"").contains("createdAt");
        assertThat(disabled.status).as(disabled.output).isZero();
        assertThat(rests).isTrue();
        assertThat(enabled.status).as(enabled.output).isZero();
        assertThat(iot.aws.iotRules().get("r").disabled()).isFalse();
        assertThat(endpoint.output)
                .contains("\"127.0.0.1:" + iot.aws.mqttTlsUri().orElseThrow().getPort() + "\"");
        assertThat(missing.output).contains("(UnauthorizedException)");
        assertThat(published.status).as(published.output).isZero();
        assertThat(iot.delivered()).containsExactly("{}");
        assertThat(iot.aws.iot().trace().latest(1).get(0).topic()).isEqualTo("a/b c");
    }

    @Test
    void letsMosquittoInWithItsCertificate() throws Exception {
        assumeThat(run(List.of("mosquitto_pub", "--help")).output)
                .as("SKIPPED: mosquitto_pub is not installed, so nothing was tested against it")
                .contains("mosquitto_pub");
        iot.aws.iotRules().create("r", IotFixture.rule("SELECT * FROM 'a/#'"));

        Answer known = mosquitto(true, "known", "-q", "1");
        Answer atOnce = mosquitto(true, "at once", "-q", "0");
        Answer unknown = mosquitto(false, "unknown", "-q", "1");

        assertThat(known.status).as(known.output).isZero();
        assertThat(atOnce.status).as(atOnce.output).isZero();
        assertThat(unknown.status).isNotZero();
        await().until(() -> iot.aws.iot().counters().of("r", "Success") == 2);
        assertThat(iot.delivered()).containsExactlyInAnyOrder("known", "at once");
    }

    @Test
    void keepsItsCertificatesToItself() throws IOException {
        CertificateFiles files = iot.aws.certificates().orElseThrow();
        for (Path file :
                List.of(
                        files.ca(),
                        files.clientCertificate(),
                        files.clientKey(),
                        files.serverCertificate(),
                        files.serverKey())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    private Answer mosquitto(boolean withCertificate, String payload, String... more)
            throws Exception {
        CertificateFiles files = iot.aws.certificates().orElseThrow();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mosquitto_pub",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(iot.aws.mqttTlsUri().orElseThrow().getPort()),
                                "--cafile",
                                files.ca().toString(),
                                "-t",
                                "a/b",
                                "-m",
                                payload));
        if (withCertificate) {
            command.addAll(
                    List.of(
                            "--cert",
                            files.clientCertificate().toString(),
                            "--key",
                            files.clientKey().toString()));
        }
        command.addAll(List.of(more));
        return run(command);
    }

    private record Answer(int status, String output) {}

    private Answer cli(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("aws", "--endpoint-url", iot.aws.endpoint().toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Answer run(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", "key");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
        builder.environment().put("AWS_DEFAULT_REGION", "eu-central-1");
        builder.environment().put("AWS_PAGER", "");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Answer(process.waitFor(), output);
        } catch (IOException e) {
            return new Answer(-1, e.toString());
        }
    }
}
