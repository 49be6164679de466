/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway;

import io.sluice.gateway.cli.CheckCommand;
import io.sluice.gateway.cli.DeadLettersCommand;
import io.sluice.gateway.cli.ModeCommand;
import io.sluice.gateway.cli.RuleCommand;
import io.sluice.gateway.cli.RunCommand;
import io.sluice.gateway.cli.SpoolCommand;
import io.sluice.gateway.cli.StatusCommand;
import io.sluice.gateway.source.ClientClasses;
import io.sluice.toolkit.CommandCall;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Termination;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The gateway's process: one command, its exit code. */
@Command(
        name = "sluice",
        description = "MQTT to Amazon Data Firehose, nothing acknowledged lost.",
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {

    private static final Duration GRACE = Duration.ofMinutes(10);

    private static final String RUN = "run";

    /** Beside {@code run}. */
    private static final List<Class<?>> COMMANDS =
            List.of(
                    CheckCommand.class,
                    StatusCommand.class,
                    ModeCommand.class,
                    RuleCommand.class,
                    DeadLettersCommand.class,
                    SpoolCommand.class);

    private Main() {}

    /** Runs the command that the arguments name; exits 0, 1 or 2 as {@link ExitCodes} says. */
    public static void main(String[] args) {
        boolean run = args.length > 0 && args[0].equals(RUN);
        if (run) {
            ClientClasses.loadSoon();
        }
        Termination termination = Termination.onSignal(GRACE);
        RunCommand plain = run ? RunCommand.plain(termination, args) : null;
        if (plain != null) {
            termination.finish(CommandCall.of("sluice run", plain));
        }
        CommandLine command = new CommandLine(new Main());
        command.addSubcommand(new RunCommand(termination));
        if (!run) { // to look at the others takes a tenth of a gateway's start
            COMMANDS.forEach(command::addSubcommand);
        }
        termination.finish(CommandRunner.prepare(command).execute(args));
    }

    @Override
    public void run() {
        throw io.sluice.toolkit.CommandFailure.usage(
                "say what to do: run, check, status, mode, rule, dead-letters or spool (--help)");
    }
}
