/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.gateway.cli.CheckCommand;
import io.sluice.gateway.cli.DeadLettersCommand;
import io.sluice.gateway.cli.ModeCommand;
import io.sluice.gateway.cli.RuleCommand;
import io.sluice.gateway.cli.RunCommand;
import io.sluice.gateway.cli.SpoolCommand;
import io.sluice.gateway.cli.StatusCommand;
import io.sluice.localaws.cli.LocalAwsCommand;
import io.sluice.simulator.cli.SimulateCommand;
import io.sluice.simulator.cli.VerifyCommand;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.Termination;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** All of Sluice's commands in one process; the launcher runs {@code demo} and the help from it. */
@Command(
        name = "sluice",
        description = "MQTT to Amazon Data Firehose, nothing acknowledged lost.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Each command explains itself: sluice COMMAND --help. Benchmarks: sluice bench --help. Proof that nothing is lost: sluice torture --help.",
            "Exit codes: 0 success, 1 a failed run or check, 2 wrong usage."
        })
public final class Main implements Runnable {

    /** Acknowledgements, what waits in the gateway, and the buffers of the local AWS. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    /** The commands that end in an orderly way; the others end at a signal as any process does. */
    private static final Set<String> LONG_LIVED = Set.of("demo", "run", "simulate", "local-aws");

    /** Read by StderrLogging, as a property of the system before the environment. */
    private static final String LOG_LEVEL = "SLUICE_LOG_LEVEL";

    private Main() {}

    /** Runs the command that the arguments name, and exits with its code. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("demo")) {
            keepLogsQuiet();
        }
        if (args.length > 0 && LONG_LIVED.contains(args[0])) {
            Termination termination = Termination.onSignal(GRACE);
            termination.finish(commandLine(termination).execute(args));
        } else {
            System.exit(commandLine(Termination.manual()).execute(args));
        }
    }

    /**
     * What the demo itself says is meant to be read; what its parts log of their ordinary life is
     * not, unless somebody asks for it. Before the first logger is made.
     */
    private static void keepLogsQuiet() {
        if (System.getenv(LOG_LEVEL) == null && System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "warn");
        }
    }

    /** All commands; the long-lived ones end when {@code termination} says so. */
    static CommandLine commandLine(Termination termination) {
        CommandLine commands =
                new CommandLine(new Main())
                        .addSubcommand(new DemoCommand(termination))
                        .addSubcommand(new RunCommand(termination))
                        .addSubcommand(new SimulateCommand(grace -> termination))
                        .addSubcommand(new VerifyCommand())
                        .addSubcommand(new LocalAwsCommand(termination))
                        .addSubcommand(new ModeCommand())
                        .addSubcommand(new StatusCommand())
                        .addSubcommand(new CheckCommand())
                        .addSubcommand(new RuleCommand())
                        .addSubcommand(new DeadLettersCommand())
                        .addSubcommand(new SpoolCommand())
                        .addSubcommand(new HelpCommand());
        commands.getSubcommands()
                .values()
                .forEach(each -> each.getCommandSpec().versionProvider(new Version()));
        return CommandRunner.prepare(commands);
    }

    @Override
    public void run() {
        throw CommandFailure.usage("say what to do; sluice --help lists the commands");
    }
}
