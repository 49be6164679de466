/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture;

import io.sluice.toolkit.CommandRunner;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Torture as a program. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        description = "Proves on this machine that nothing acknowledged is lost.")
public final class Main {

    private Main() {}

    /** Runs {@code torture} and exits with its code. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new Main()).addSubcommand(new TortureCommand());
        System.exit(CommandRunner.prepare(commandLine).execute(args));
    }
}
