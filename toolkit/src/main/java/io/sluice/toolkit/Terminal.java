/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.io.Console;

/** Whether somebody is looking. */
public final class Terminal {

    private Terminal() {}

    /** Whether this process talks to a person and not to a file or a pipe. */
    // from Java 22 on there is always a console, which can be asked; before, its being there says
    // it
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isAttended() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
