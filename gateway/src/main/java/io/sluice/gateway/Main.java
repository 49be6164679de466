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
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Termination;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The gateway's process: one command, its exit code. */
@Command(
        name = "sluice",
        description = "MQTT to Amazon Data Firehose, nothing acknowledged lost.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CheckCommand.class,
            StatusCommand.class,
            ModeCommand.class,
            RuleCommand.class,
            DeadLettersCommand.class,
            SpoolCommand.class
        })
public final class Main implements Runnable {

    private static final Duration GRACE = Duration.ofMinutes(10);

    private Main() {}

    /** Runs the command that the arguments name; exits 0, 1 or 2 as {@link ExitCodes} says. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("run")) {
            ClientClasses.loadSoon();
        }
        Termination termination = Termination.onSignal(GRACE);
        int code =
                CommandRunner.prepare(
                                new CommandLine(new Main())
                                        .addSubcommand(new RunCommand(termination)))
                        .execute(args);
        termination.finish(code);
    }

    @Override
    public void run() {
        throw io.sluice.toolkit.CommandFailure.usage(
                "say what to do: run, check, status, mode, rule, dead-letters or spool (--help)");
    }
}
