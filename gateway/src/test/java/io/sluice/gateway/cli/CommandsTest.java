/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.toolkit.CommandRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What commands exit with and say when they are used wrongly, or nobody answers. */
class CommandsTest {

    @Command(
            name = "sluice",
            subcommands = {
                CheckCommand.class,
                StatusCommand.class,
                ModeCommand.class,
                RuleCommand.class,
                DeadLettersCommand.class,
                SpoolCommand.class
            })
    private static final class Sluice {}

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path directory;

    private int run(String... args) {
        CommandLine commands = CommandRunner.prepare(new CommandLine(new Sluice()));
        commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commands.execute(args);
    }

    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status --json",
                "mode",
                "mode direct",
                "dead-letters list",
                "dead-letters show ID",
                "dead-letters replay --all",
                "dead-letters purge ID"
            })
    void saysInOneLineThatNoGatewayAnswers(String command) throws IOException {
        // Given
        String admin = closedPort();

        // When
        int code = run((command + " --admin " + admin).split(" ", -1));

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("No gateway answers at " + admin, "name its address with --admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "/tmp", "ftp://127.0.0.1"})
    void saysInOneLineThatAnAddressIsNone(String admin) {
        // When
        int code = run("status", "--admin", admin);

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statsu",
                "status --wrong",
                "status --admin",
                "mode direct iot-rule",
                "dead-letters",
                "dead-letters show",
                "dead-letters replay",
                "dead-letters purge --all ID",
                "spool",
                "spool export",
                "spool export --release -",
                "spool import",
                "spool import --route telemetry FILE",
                "rule",
                "rule test",
                "check --confg x"
            })
    void exits2OnWrongUsage(String command) {
        // When
        int code = run(command.split(" ", -1));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isNotEmpty().doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "status",
                "mode",
                "rule",
                "rule test",
                "dead-letters",
                "dead-letters purge"
            })
    void hasHelp(String command) {
        // When
        int code = run((command + " --help").split(" ", -1));

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage: sluice " + command);
    }

    @Test
    void exits2OnAConfigurationThatIsNotThere() {
        // When
        int code = run("check", "--config", directory.resolve("none.yaml").toString());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("none.yaml").doesNotContain("\tat ");
    }

    @Test
    void exits2OnAConfigurationThatIsWrongAndSaysAllOfIt() throws IOException {
        // Given
        Path config =
                Files.writeString(
                        directory.resolve("gateway.yaml"),
                        "spool:\n  durabilty: disk\nadmin:\n  port: 99999\n");

        // When
        int code = run("check", "--config", config.toString());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("spool.durabilty", "did you mean", "admin.port")
                .doesNotContain("\tat ");
    }
}
