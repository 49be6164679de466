/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks;

import io.sluice.benchmarks.endtoend.BenchCommand;
import io.sluice.benchmarks.micro.MicroCommand;
import io.sluice.toolkit.CommandRunner;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks as a program. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        description = "Measures Sluice on this machine.")
public final class Main {

    private Main() {}

    /** Runs {@code bench} and exits with its code. */
    public static void main(String[] args) {
        CommandLine bench = new CommandLine(new BenchCommand()).addSubcommand(new MicroCommand());
        CommandLine commandLine = new CommandLine(new Main()).addSubcommand(bench);
        System.exit(CommandRunner.prepare(commandLine).execute(args));
    }
}
