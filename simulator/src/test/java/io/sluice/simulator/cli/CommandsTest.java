/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.simulator.ledger.Ledger;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Termination;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

    @TempDir Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void verifyPrintsTheBalanceAndExits1IfSomethingIsLost() throws IOException {
        // Given
        Path ledgerFile = directory.resolve("ledger");
        Instant measuredAt;
        try (Ledger ledger = Ledger.open(ledgerFile)) {
            measuredAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            ledger.acknowledged("device-0001", 0);
            ledger.acknowledged("device-0001", 1);
        }
        Files.createDirectories(directory.resolve("s3/bucket"));
        Files.writeString(
                directory.resolve("s3/bucket/object"),
                "{\"device_id\":\"device-0001\",\"seq\":0,\"ts\":\"" + measuredAt + "\"}");

        // When
        int code = verify("--ledger", ledgerFile.toString(), "--data", directory.toString());

        // Then
        assertThat(code).isEqualTo(ExitCodes.FAILED);
        JsonNode balance = new ObjectMapper().readTree(out.toString());
        assertThat(balance.get("sent").asLong()).isEqualTo(2);
        assertThat(balance.get("acknowledged").asLong()).isEqualTo(2);
        assertThat(balance.get("delivered").asLong()).isEqualTo(1);
        assertThat(balance.get("lost").asLong()).isEqualTo(1);
        assertThat(balance.get("duplicates").asLong()).isZero();
        assertThat(balance.get("foreign").asLong()).isZero();
        assertThat(err.toString()).contains("1 reading was acknowledged and not delivered");
    }

    @Test
    void verifySaysThatAnOlderLedgerDoesNotTellRunsApart() throws IOException {
        // Given
        Path ledgerFile = directory.resolve("ledger");
        Files.writeString(ledgerFile, "sluice-ledger 1\nd 0 device-0001\np 0 0\n");

        // When
        int code = verify("--ledger", ledgerFile.toString(), "--data", directory.toString());

        // Then
        assertThat(code).isEqualTo(ExitCodes.OK);
        assertThat(err.toString()).contains("does not say when its runs began");
    }

    @Test
    void verifySaysWhatIsMissingAndExits2() throws IOException {
        // Given
        Path ledgerFile = directory.resolve("ledger");

        // When
        int noLedger = verify("--ledger", ledgerFile.toString(), "--data", directory.toString());
        Ledger.open(ledgerFile).close();
        int noData =
                verify(
                        "--ledger",
                        ledgerFile.toString(),
                        "--data",
                        directory.resolve("x").toString());

        // Then
        assertThat(noLedger).isEqualTo(ExitCodes.USAGE);
        assertThat(noData).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains("there is no ledger at " + ledgerFile)
                .contains("there is no data directory at " + directory.resolve("x"));
    }

    @Test
    void simulateWantsOneDestination() {
        // When
        int none = simulate();
        int both = simulate("--broker", "mqtt://h", "--to", "firehose://s");

        // Then
        assertThat(none).isEqualTo(ExitCodes.USAGE);
        assertThat(both).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("give either --broker mqtt://host:port or --to");
    }

    @Test
    void simulateRefusesWhatCannotWorkWithExit2() {
        // When // Then
        assertThat(simulate("--broker", "nowhere")).isEqualTo(ExitCodes.USAGE);
        assertThat(simulate("--broker", "mqtt://h", "--qos", "2")).isEqualTo(ExitCodes.USAGE);
        assertThat(simulate("--broker", "mqtt://h", "--interval", "0")).isEqualTo(ExitCodes.USAGE);
        assertThat(simulate("--broker", "mqtt://h", "--devices", "0")).isEqualTo(ExitCodes.USAGE);
        assertThat(simulate("--to", "kinesis://s")).isEqualTo(ExitCodes.USAGE);
    }

    private int verify(String... args) {
        return run(new VerifyCommand(), args);
    }

    private int simulate(String... args) {
        return run(new SimulateCommand(grace -> Termination.manual()), args);
    }

    private int run(Object command, String... args) {
        CommandLine commandLine =
                new CommandLine(command)
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        return CommandRunner.prepare(commandLine).execute(args);
    }
}
