/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.toolkit.Termination;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command that was run in this process.
 *
 * @param code it would exit with
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr itself, without the log
 */
record Run(int code, String out, String err) {

    static Run of(String... arguments) {
        return of(Termination.manual(), arguments);
    }

    static Run of(Termination termination, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands =
                Main.commandLine(termination)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err));
        int code = commands.execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }
}
