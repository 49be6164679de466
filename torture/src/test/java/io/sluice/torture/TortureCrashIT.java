/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.toolkit.CommandRunner;
import io.sluice.torture.system.BrokerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A short torture at every change; the long ones are in docs/durability.md. {@code ./mvnw verify
 * -Dsluice.torture=true} runs all of them.
 */
class TortureCrashIT {

    @TempDir Path folder;

    @Test
    void losesNothingToKillsInModeDirect() throws IOException {
        losesNothing("--kills", "2");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "sluice.torture",
            matches = "true",
            disabledReason = "one of the longer ones; -Dsluice.torture=true runs it")
    void losesNothingToKillsInModeIotRule() throws IOException {
        losesNothing("--kills", "2", "--mode", "iot-rule");
    }

    @Test
    void losesNothingToKillsWhileTheModeIsSwitched() throws IOException {
        losesNothing("--kills", "2", "--mode", "switching");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "sluice.torture",
            matches = "true",
            disabledReason = "one of the longer ones; -Dsluice.torture=true runs it")
    void losesNothingToKillsWithBrokerDurability() throws IOException {
        losesNothing("--kills", "2", "--durability", "broker");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "sluice.torture",
            matches = "true",
            disabledReason = "one of the longer ones; -Dsluice.torture=true runs it")
    void losesNothingToKillsBehindMosquitto() throws IOException {
        Assumptions.assumeTrue(BrokerProcess.mosquitto().isPresent(), "there is no mosquitto");
        losesNothing("--kills", "2", "--broker", "mosquitto");
    }

    @Test
    void losesNothingToAHandfulOfFaults() throws IOException {
        losesNothing("--faults", "broker-kill,lost-answer,torn-write");
    }

    private void losesNothing(String... options) throws IOException {
        // Given
        Path report = folder.resolve("report.json");
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--rate",
                                "400",
                                "--seed",
                                "1",
                                "--data",
                                folder.resolve("data").toString(),
                                "--report",
                                report.toString()));
        arguments.addAll(List.of(options));
        StringWriter account = new StringWriter();

        // When
        int exitCode =
                CommandRunner.prepare(new CommandLine(new TortureCommand()))
                        .setErr(new PrintWriter(account))
                        .setOut(new PrintWriter(new StringWriter()))
                        .execute(arguments.toArray(String[]::new));

        // Then
        assertThat(exitCode).as(account.toString()).isZero();
        JsonNode balance = new ObjectMapper().readTree(Files.readString(report));
        assertThat(balance.path("lost").asLong()).isZero();
        assertThat(balance.path("acknowledged").asLong()).isPositive();
    }
}
