/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the hot pieces with JMH: time and allocation of one operation. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description =
                "Measures the hot pieces of the gateway one by one, with JMH: time and allocated bytes"
                        + " of one operation.",
        footer = {"", "docs/benchmarks.md tells what each of them does."})
public final class MicroCommand implements Callable<Integer> {

    /**
     * As the gateway's, but for the compiler's thresholds: the launcher makes the optimizing
     * compiler wait, and what is measured here is the state after that.
     */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC");

    @Spec private CommandSpec spec;

    @Option(
            names = "--include",
            paramLabel = "REGEX",
            defaultValue = "",
            description =
                    "only those whose class and method match in part, such as Rule or"
                            + " SpoolAppend (default: all)")
    private Pattern include = Pattern.compile("");

    @Option(
            names = "--time",
            paramLabel = "T",
            defaultValue = "1s",
            description = "how long an iteration takes (${DEFAULT-VALUE})")
    private Duration time = Duration.ofSeconds(1);

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "measured iterations in each process, and as many before to warm up"
                            + " (${DEFAULT-VALUE})")
    private int iterations;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "processes for each benchmark, one after the other; 0 runs all in this one, which"
                            + " says little (${DEFAULT-VALUE})")
    private int forks;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "folder on the disk to measure, for the spool; what is put there is removed"
                            + " (default: the system's temporary folder)")
    private @Nullable Path data;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "writes the results as JSON too, in JMH's own shape")
    private @Nullable Path json;

    @Override
    public Integer call() {
        check();
        if (data != null) {
            // for what runs in this process; the others get it as an option
            System.setProperty(SpoolFolder.PARENT, data.toAbsolutePath().toString());
        }
        try {
            new Runner(options()).run();
        } catch (NoBenchmarksException e) {
            throw usage(
                    "--include '"
                            + include
                            + "' matches none; the classes are Decode, Pack, PutRecordBatch, Record,"
                            + " Rule, SpoolAppend and SpoolRead");
        } catch (RunnerException e) {
            throw CommandFailure.failed(
                    "JMH has not finished (" + Reason.of(e) + "); its output says more", e);
        } finally {
            System.clearProperty(SpoolFolder.PARENT);
        }
        return ExitCodes.OK;
    }

    private void check() {
        if (time.toMillis() < 1) {
            throw usage("--time must be at least 1ms");
        }
        if (iterations < 1) {
            throw usage("--iterations must be at least 1, not " + iterations);
        }
        if (forks < 0) {
            throw usage("--forks must be at least 0, not " + forks);
        }
        if (data != null && !Files.isDirectory(data)) {
            throw usage("--data " + data + " is no folder; make it, or choose another");
        }
    }

    private Options options() {
        TimeValue each = TimeValue.milliseconds(time.toMillis());
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(include.pattern())
                        .forks(forks)
                        .warmupTime(each)
                        .warmupIterations(iterations)
                        .measurementTime(each)
                        .measurementIterations(iterations)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .jvmArgs(JVM_OPTIONS.toArray(String[]::new));
        if (data != null) {
            options =
                    options.jvmArgsAppend("-D" + SpoolFolder.PARENT + "=" + data.toAbsolutePath());
        }
        if (json != null) {
            options = options.resultFormat(ResultFormatType.JSON).result(json.toString());
        }
        return options.build();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
