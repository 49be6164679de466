/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MicroBenchmarksIT {

    private static final String SUFFIX = "Benchmark.java";

    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void runsEveryBenchmarkAndLeavesNothingBehind() throws Exception {
        // Given
        Path data = Files.createDirectory(folder.resolve("data"));
        Path json = folder.resolve("micro.json");

        // When
        int code =
                run(
                        "--forks", "0",
                        "--iterations", "1",
                        "--time", "10ms",
                        "--data", data.toString(),
                        "--json", json.toString());

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(code).isEqualTo(ExitCodes.OK);
        JsonNode results = new ObjectMapper().readTree(json.toFile());
        Set<String> measured = new TreeSet<>();
        for (JsonNode result : results) {
            assertThat(result.at("/primaryMetric/score").asDouble()).isPositive();
            assertThat(result.path("secondaryMetrics").has("gc.alloc.rate.norm")).isTrue();
            measured.add(result.path("benchmark").asText().replaceFirst("\\.\\w+$", ""));
        }
        assertThat(measured).isEqualTo(benchmarks());
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void measuresInAProcessOfItsOwn() throws Exception {
        // Given
        Path json = folder.resolve("micro.json");

        // When
        int code =
                run(
                        "--include", "PackBenchmark",
                        "--iterations", "1",
                        "--time", "10ms",
                        "--json", json.toString());

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(code).isEqualTo(ExitCodes.OK);
        assertThat(new ObjectMapper().readTree(json.toFile()).at("/0/forks").asInt()).isOne();
    }

    @Test
    void saysWhichBenchmarksThereAreWhereNoneIsMeant() {
        // Given
        String[] options = {"--include", "Teleport"};

        // When
        int code = run(options);

        // Then
        assertThat(code).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--include 'Teleport' matches none", "SpoolAppend");
    }

    /** The class of every benchmark in the sources, so that none is forgotten. */
    private static Set<String> benchmarks() throws Exception {
        String name = MicroBenchmarksIT.class.getPackageName();
        Path sources = Path.of("src/main/java", name.split("\\."));
        try (Stream<Path> files = Files.list(sources)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> name + "." + file.substring(0, file.length() - ".java".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private int run(String... options) {
        CommandLine command = CommandRunner.prepare(new CommandLine(new MicroCommand()));
        command.setErr(new PrintWriter(err, true));
        return command.execute(options);
    }
}
