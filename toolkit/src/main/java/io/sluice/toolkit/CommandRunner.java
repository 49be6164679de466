/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.io.PrintWriter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Runs a picocli command by Sluice's conventions: a {@link CommandFailure} becomes one line on
 * stderr and its exit code, and so does an option that is unknown, missing or has no good value;
 * anything else unexpected becomes one line with the exception's name and exit code 1; the stack
 * trace is logged at DEBUG. Options of type {@link Duration} and {@link DataSize} are read as
 * people write them.
 */
public final class CommandRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);

    private CommandRunner() {}

    /**
     * Runs {@code command} with {@code args} and returns the exit code; does not exit the process.
     */
    public static int run(Object command, String... args) {
        return prepare(new CommandLine(command)).execute(args);
    }

    /** Applies the conventions to a command line that the caller runs itself. */
    public static CommandLine prepare(CommandLine commandLine) {
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .registerConverter(Duration.class, text -> converted(() -> Durations.parse(text)))
                .registerConverter(DataSize.class, text -> converted(() -> DataSize.parse(text)))
                .setParameterExceptionHandler(CommandRunner::reportUsage)
                .setExecutionExceptionHandler(CommandRunner::report);
    }

    /** One line, and a pointer to the help: a screenful of options would hide what is wrong. */
    private static int reportUsage(CommandLine.ParameterException exception, String[] args) {
        CommandLine commandLine = exception.getCommandLine();
        PrintWriter err = commandLine.getErr();
        String name = commandLine.getCommandSpec().qualifiedName();
        err.println(name + ": " + exception.getMessage() + "; " + name + " --help says more");
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
        return ExitCodes.USAGE;
    }

    private static <T> T converted(java.util.function.Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static int report(
            Exception exception, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        LOG.debug("command failed", exception);
        String name = commandLine.getCommandSpec().qualifiedName();
        if (exception instanceof CommandFailure failure) {
            err.println(name + ": " + failure.getMessage());
            return failure.exitCode();
        }
        err.println(
                name
                        + ": unexpected "
                        + exception
                        + "; set SLUICE_LOG_LEVEL=debug for the whole story");
        return ExitCodes.FAILED;
    }
}
