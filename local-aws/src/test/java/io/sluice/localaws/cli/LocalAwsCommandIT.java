/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.Termination;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A command that does not refuse what it should refuse would run until it is told to end. */
@Timeout(120)
class LocalAwsCommandIT {

    private static final String INGEST = Path.of("..", "cloudformation", "ingest.yaml").toString();

    @TempDir private Path data;
    private final Termination termination = Termination.manual();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysInOneLineOfJsonWhatIsThereAndEndsCleanly() throws Exception {
        // Given
        CompletableFuture<Integer> running =
                CompletableFuture.supplyAsync(
                        () -> run("--template", INGEST, "--parameter", "StreamName=mine"));

        // When
        await().until(() -> out.toString().endsWith("\n"));
        termination.request();

        // Then
        assertThat(running.get()).isZero();
        JsonNode line = new ObjectMapper().readTree(out.toString());
        assertThat(line.path("endpoint").asText()).startsWith("http://127.0.0.1:");
        assertThat(line.path("streams").toString()).isEqualTo("[\"mine\"]");
        assertThat(line.at("/outputs/StreamName").asText()).isEqualTo("mine");
        assertThat(line.path("data").asText()).isEqualTo(data.toString());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(run("--port", Integer.toString(port))).isEqualTo(1);

            assertThat(err.toString())
                    .isEqualTo(
                            "local-aws: port "
                                    + port
                                    + " is in use; choose another with --port, or 0 for a free one\n");
        }
    }

    @Test
    void saysWhereItsMqttEndpointIsAndWhatAClientNeeds() throws Exception {
        // Given
        CompletableFuture<Integer> running =
                CompletableFuture.supplyAsync(
                        () -> run("--mqtt-port", "0", "--mqtt-plain-port", "0"));

        // When
        await().until(() -> out.toString().endsWith("\n"));
        termination.request();

        // Then
        assertThat(running.get()).isZero();
        JsonNode line = new ObjectMapper().readTree(out.toString());
        assertThat(line.path("mqtt").asText()).startsWith("mqtts://127.0.0.1:");
        assertThat(line.path("mqttPlain").asText()).startsWith("mqtt://127.0.0.1:");
        for (String file : List.of("ca", "clientCertificate", "clientKey")) {
            assertThat(Path.of(line.path("certificates").path(file).asText())).isNotEmptyFile();
        }
        assertThat(line.path("rules").toString()).isEqualTo("[]");
    }

    @Test
    void namesTheMqttPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(run("--mqtt-port", Integer.toString(port))).isEqualTo(1);

            assertThat(err.toString())
                    .startsWith(
                            "local-aws: MQTT endpoint: the broker cannot listen on 127.0.0.1:"
                                    + port)
                    .endsWith("(--mqtt-port, --mqtt-plain-port; --mqtt-port off for none)\n")
                    .hasLineCount(1);
        }
    }

    @Test
    void namesATemplateThatIsNotThere() {
        String template = data.resolve("none.yaml").toString();

        assertThat(run("--template", template)).isEqualTo(1);

        assertThat(err.toString())
                .isEqualTo("local-aws: template " + template + ": there is no such file\n");
    }

    @Test
    void namesADataDirectoryThatIsNone() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "x");

        assertThat(run("--data", file.toString())).isEqualTo(1);

        assertThat(err.toString())
                .startsWith("local-aws: data directory " + file)
                .contains("cannot be written")
                .hasLineCount(1);
    }

    @Test
    void namesWhatIsWrongWithATemplate() throws IOException {
        Path template =
                Files.writeString(
                        data.resolve("t.yaml"),
                        "Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {Nam: x}}}");

        assertThat(run("--template", template.toString())).isEqualTo(1);

        assertThat(err.toString())
                .startsWith("local-aws: template " + template + ": Resources/Q/Properties: ")
                .hasLineCount(1);
    }

    @Test
    void endsWithTwoForWrongUsage() {
        assertThat(run("--fault", "trottle=0.1")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no fault 'trottle'");
        assertThat(run("--region", "Europe")).isEqualTo(2);
        assertThat(run("--no-such-option")).isEqualTo(2);
        assertThat(run("--mqtt-port", "some")).isEqualTo(2);
        assertThat(err.toString()).contains("--mqtt-port takes a number or off, not 'some'");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>();
        if (!List.of(arguments).contains("--data")) {
            Collections.addAll(all, "--data", data.toString());
        }
        if (!List.of(arguments).contains("--port")) {
            Collections.addAll(all, "--port", "0");
        }
        if (!List.of(arguments).contains("--mqtt-port")) {
            Collections.addAll(all, "--mqtt-port", "off");
        }
        Collections.addAll(all, arguments);
        return CommandRunner.prepare(new CommandLine(new LocalAwsCommand(termination)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
