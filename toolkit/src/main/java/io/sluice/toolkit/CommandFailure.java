/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import org.jspecify.annotations.Nullable;

/**
 * A command cannot do what was asked. Its message is all that the user sees, so it says what
 * failed, on what, and what to do next.
 */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A run or a check failed: exit code 1. */
    public static CommandFailure failed(String message) {
        return new CommandFailure(ExitCodes.FAILED, message, null);
    }

    /** A run or a check failed: exit code 1. The cause is logged at DEBUG only. */
    public static CommandFailure failed(String message, Throwable cause) {
        return new CommandFailure(ExitCodes.FAILED, message, cause);
    }

    /** The command was used wrongly, or its configuration is wrong: exit code 2. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(ExitCodes.USAGE, message, null);
    }

    /** The exit code that this failure ends the process with. */
    public int exitCode() {
        return exitCode;
    }
}
