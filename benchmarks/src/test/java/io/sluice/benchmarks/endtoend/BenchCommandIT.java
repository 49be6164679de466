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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void measuresAllSubjectsInTurnsAndLeavesNothingBehind() throws Exception {
        // Given
        Path data = folder.resolve("data");
        String[] options = {
            "--vs", "subscriber,bridge,bridge-single,gateway-broker,gateway-sql,gateway-8-routes",
            "--broker", "generator",
            "--readings", "4000",
            "--warm-up", "1000",
            "--ahead", "2000",
            "--data", data.toString()
        };

        // When
        JsonNode results = measure(options);

        // Then
        assertThat(results.at("/ratios/readingsPerSecond")).hasSize(7);
        assertThat(results.at("/ratios/cpuSecondsPerMillion/bridge/gateway").asDouble())
                .isPositive();
        assertThat(results.at("/gateway/billedPerPayloadByte/median").asDouble())
                .isBetween(1.0, 1.2);
        assertThat(results.at("/bridge/billedPerPayloadByte/median").asDouble()).isEqualTo(25.6);
        assertThat(results.at("/gateway/latencyMillisP99/median").asDouble()).isPositive();
        assertThat(results.at("/gateway/allocatedBytesPerReading/median").asDouble()).isPositive();
        assertThat(results.findValues("deliveredTwicePerMillion"))
                .allMatch(twice -> twice.path("median").asDouble() == 0);
        assertThat(results.findValues("lostPerMillion"))
                .hasSize(7)
                .allMatch(lost -> lost.path("median").asDouble() == 0);
        try (Stream<Path> left = Files.list(data)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void measuresReadingsThatComeAtARate() throws Exception {
        // Given
        String[] options = {
            "--flow", "rate",
            "--rate", "1000",
            "--linger", "50ms",
            "--vs", "none",
            "--broker", "embedded",
            "--readings", "2000",
            "--warm-up", "1000",
            "--ahead", "1000"
        };

        // When
        JsonNode results = measure(options);

        // Then
        assertThat(results.at("/gateway/readingsPerSecond/median").asDouble())
                .isBetween(500.0, 1_050.0);
        assertThat(results.at("/gateway/latencyMillisP50/median").asDouble()).isPositive();
    }

    @Test
    void measuresABacklogIntoTheLocalAws() throws Exception {
        // Given
        String[] options = {
            "--flow", "backlog",
            "--vs", "none",
            "--broker", "embedded",
            "--firehose", "local-aws",
            "--readings", "20000",
            "--warm-up", "1000"
        };

        // When
        JsonNode results = measure(options);

        // Then
        assertThat(results.at("/gateway/wholeReadingsPerSecond/median").asDouble()).isPositive();
        assertThat(results.at("/gateway/deliveredTwicePerMillion/median").asDouble()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"50", "100000"})
    void measuresSmallAndLargeReadingsAtQos0(String bytes) throws Exception {
        // Given
        String[] options = {
            "--qos",
            "0",
            "--payload-bytes",
            bytes,
            "--plain",
            "--vs",
            "none",
            "--broker",
            "generator",
            "--protocol",
            "mqtt5",
            "--readings",
            "200",
            "--warm-up",
            "100",
            "--ahead",
            "200"
        };

        // When
        JsonNode results = measure(options);

        // Then
        assertThat(results.at("/gateway/readingsPerSecond/median").asDouble()).isPositive();
    }

    @Test
    void measuresTheStart() throws Exception {
        // Given
        String[] options = {"--flow", "start", "--broker", "generator", "--vs", "subscriber"};

        // When
        JsonNode results = measure(options);

        // Then
        assertThat(results.at("/gateway/startSeconds/median").asDouble()).isPositive();
        assertThat(results.at("/gateway/startCpuSeconds/median").asDouble()).isPositive();
        assertThat(results.at("/ratios/startSeconds/subscriber/gateway").asDouble()).isPositive();
    }

    @Test
    void measuresWhatAReadingCostsWhenManyWaitInTheSpool() throws Exception {
        // Given
        Path data = folder.resolve("data");
        String[] options = {
            "--flow", "growth",
            "--spooled", "30000",
            "--readings", "500",
            "--warm-up", "1000",
            "--data", data.toString()
        };

        // When
        JsonNode results = measure(options);

        // Then
        assertThat(results.at("/scenario/broker").asText()).isEqualTo("generator");
        assertThat(results.at("/gateway/takingInCpuSecondsPerMillionFull")).isNotEmpty();
        assertThat(results.at("/gateway/deliveringCpuSecondsPerMillionFull")).isNotEmpty();
        assertThat(results.at("/gateway/fillingCpuSecondsPerMillion")).hasSize(10);
        assertThat(results.at("/gateway/deliveredTwicePerMillion/median").asDouble()).isZero();
        assertThat(results.at("/gateway/lostPerMillion/median").asDouble()).isZero();
        assertThat(out.toString()).contains("in and out", "filling, part");
        try (Stream<Path> left = Files.list(data)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void saysWhatDiskAFullSpoolNeedsWhereThereIsTooLittle() {
        // Given: petabytes
        String[] options = {
            "--flow", "growth", "--spooled", "2000000000", "--payload-bytes", "1000000"
        };

        // When
        int code = run(options);

        // Then
        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains("--spooled 2000000000 needs", "choose another --data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --durability tape               | --durability is disk or broker, not 'tape'
                    --payload-bytes 49              | --payload-bytes must be at least 50, not 49
                    --qos 2                         | --qos is 0 or 1, not 2
                    --flow backlog --qos 0          | --flow backlog needs --qos 1
                    --flow backlog --broker generator | --flow backlog needs a broker
                    --flow growth --qos 0           | --flow growth needs --qos 1
                    --flow growth --broker embedded | --flow growth needs --broker generator
                    --flow growth --durability broker | --flow growth needs --durability disk
                    --flow growth --vs bridge       | --vs [gateway-sql, gateway-8-routes, other, none]
                    --vs other                      | --vs other needs --other-gateway
                    --vs gateway-sql --firehose local-aws | --vs gateway-sql needs --firehose counting
                    """)
    void saysWhatIsWrongWithAnOption(String options, String message) {
        // Given
        String[] arguments = options.trim().split(" ");

        // When
        int code = run(arguments);

        // Then
        assertThat(code).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(message.trim());
    }

    /** One round; the results as JSON. */
    private JsonNode measure(String... options) throws Exception {
        Path json = folder.resolve("bench.json");
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--rounds", "1", "--json", json.toString()));
        int code = run(all.toArray(String[]::new));
        assertThat(code).as(err.toString()).isEqualTo(ExitCodes.OK);
        return new ObjectMapper().readTree(json.toFile());
    }

    private int run(String... options) {
        CommandLine command = CommandRunner.prepare(new CommandLine(new BenchCommand()));
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(options);
    }
}
