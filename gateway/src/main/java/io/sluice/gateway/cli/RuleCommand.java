/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import io.sluice.toolkit.CommandFailure;
import picocli.CommandLine.Command;

/** What can be done with a topic rule without AWS. */
@Command(
        name = "rule",
        description = "Tries a topic rule on a message: what comes of it, or why it does not fire.",
        mixinStandardHelpOptions = true,
        subcommands = RuleTestCommand.class)
public final class RuleCommand implements Runnable {

    @Override
    public void run() {
        throw CommandFailure.usage("say what to do: test (--help)");
    }
}
