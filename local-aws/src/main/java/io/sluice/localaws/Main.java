/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws;

import io.sluice.localaws.cli.LocalAwsCommand;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.Termination;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program with the command {@code local-aws}. */
@Command(name = "sluice", mixinStandardHelpOptions = true)
public final class Main implements Runnable {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private Main() {}

    /** Runs the command until it is told to end. */
    public static void main(String[] args) {
        Termination termination = Termination.onSignal(GRACE);
        CommandLine commands =
                new CommandLine(new Main()).addSubcommand(new LocalAwsCommand(termination));
        termination.finish(CommandRunner.prepare(commands).execute(args));
    }

    @Override
    public void run() {
        throw CommandFailure.usage("say what to do: local-aws (--help)");
    }
}
