/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Calls a command, and says what it fails by: a {@link CommandFailure} becomes one line on stderr
 * and its exit code, anything else one line with the exception's name and exit code 1; the stack
 * trace is logged at DEBUG. {@link CommandRunner} does this for a command line; here is nothing of
 * picocli, which takes a fifth of a gateway's start.
 */
public final class CommandCall {

    private CommandCall() {}

    /**
     * Returns the exit code; does not exit the process.
     *
     * @param name of the command in full, for what it fails by
     */
    public static int of(String name, Callable<Integer> command) {
        try {
            return command.call();
        } catch (Exception e) {
            return report(name, e, System.err::println);
        }
    }

    static int report(String name, Exception exception, Consumer<String> err) {
        // logging is set up by what runs meanwhile, and nothing waits for it here
        LoggerFactory.getLogger(CommandCall.class).debug("command failed", exception);
        if (exception instanceof CommandFailure failure) {
            err.accept(name + ": " + failure.getMessage());
            return failure.exitCode();
        }
        err.accept(
                name
                        + ": unexpected "
                        + exception
                        + "; set SLUICE_LOG_LEVEL=debug for the whole story");
        return ExitCodes.FAILED;
    }
}
