/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws;

import io.sluice.localaws.cli.LocalAwsCommand;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.Termination;
import java.time.Duration;

/** The program {@code local-aws}. */
public final class Main {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private Main() {}

    /** Runs the command until it is told to end. */
    public static void main(String[] args) {
        Termination termination = Termination.onSignal(GRACE);
        termination.finish(CommandRunner.run(new LocalAwsCommand(termination), args));
    }
}
