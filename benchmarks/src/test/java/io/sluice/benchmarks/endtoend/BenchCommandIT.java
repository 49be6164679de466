/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"live", "backlog"})
    void measuresBothSubjectsAndLeavesNothingBehind(String flow) throws Exception {
        // Given
        Path data = folder.resolve("data");
        Path json = folder.resolve("bench.json");

        // When
        int code =
                run(
                        "--flow", flow,
                        "--broker", "embedded",
                        "--readings", "5000",
                        "--warm-up", "1000",
                        "--rounds", "1",
                        "--data", data.toString(),
                        "--json", json.toString());

        // Then
        assertThat(err.toString()).contains("round 1 of 1, gateway, disk");
        assertThat(code).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("ratio of the medians");
        JsonNode results = new ObjectMapper().readTree(json.toFile());
        assertThat(results.path("throughputRatio").asDouble()).isPositive();
        assertThat(results.at("/gateway/deliveredTwicePerMillion/median").asDouble()).isZero();
        assertThat(results.at("/gateway/billedPerPayloadByte/median").asDouble())
                .isBetween(1.0, 1.2);
        try (Stream<Path> left = Files.list(data)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        // Given
        String[] options = {"--durability", "tape"};

        // When
        int code = run(options);

        // Then
        assertThat(code).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--durability is disk or broker, not 'tape'");
    }

    private int run(String... options) {
        CommandLine command = CommandRunner.prepare(new CommandLine(new BenchCommand()));
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(options);
    }
}
