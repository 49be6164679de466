/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator;

import io.sluice.simulator.cli.SimulateCommand;
import io.sluice.simulator.cli.VerifyCommand;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.Termination;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The simulator as a program of its own. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        description = "Simulated devices, and the verification of what became of their readings.")
public final class Main {

    private Main() {}

    /** Runs {@code simulate} or {@code verify}, and exits with its code. */
    public static void main(String[] args) {
        AtomicReference<@Nullable Termination> asked = new AtomicReference<>();
        CommandLine commandLine =
                new CommandLine(new Main())
                        .addSubcommand(
                                new SimulateCommand(
                                        grace -> {
                                            Termination termination = Termination.onSignal(grace);
                                            asked.set(termination);
                                            return termination;
                                        }))
                        .addSubcommand(new VerifyCommand());
        int code = CommandRunner.prepare(commandLine).execute(args);
        Termination termination = asked.get();
        if (termination == null) {
            System.exit(code);
        } else {
            termination.finish(code);
        }
    }
}
