/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;

/**
 * Runs a picocli command by Sluice's conventions: what it fails by becomes one line on stderr and
 * an exit code, as {@link CommandCall} says, and so does an option that is unknown, missing or has
 * no good value. Options of type {@link Duration} and {@link DataSize} are read as people write
 * them.
 */
public final class CommandRunner {

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
        return CommandCall.report(
                commandLine.getCommandSpec().qualifiedName(),
                exception,
                commandLine.getErr()::println);
    }
}
