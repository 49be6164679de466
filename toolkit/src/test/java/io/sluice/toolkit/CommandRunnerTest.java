/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandRunnerTest {

    private final StringWriter err = new StringWriter();

    @Test
    void turnsAFailureIntoOneLineAndItsExitCode() {
        assertThat(run("--fail")).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().trim()).isEqualTo("try: the disk is full; make room");
    }

    @Test
    void turnsSomethingUnexpectedIntoOneLine() {
        assertThat(run("--break")).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().trim().lines()).hasSize(1);
        assertThat(err.toString()).contains("IllegalStateException: broken");
    }

    @Test
    void readsDurationsAndRefusesWhatIsNone() {
        assertThat(run("--wait", "3s")).isEqualTo(ExitCodes.OK);
        assertThat(run("--wait", "soon")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("'soon' is not a duration");
    }

    @Test
    void turnsWrongUsageIntoOneLineThatPointsToTheHelp() {
        assertThat(run("--wait")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().trim().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("try: ").contains("--wait").contains("try --help");
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        assertThat(run("--waits")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--waits").contains("Possible solutions: --wait");
    }

    private int run(String... args) {
        return CommandRunner.prepare(new CommandLine(new Try()))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Command(name = "try")
    static final class Try implements Callable<Integer> {
        @Option(names = "--fail")
        boolean fail;

        @Option(names = "--break")
        boolean breaks;

        @Option(names = "--wait")
        @Nullable Duration wait;

        @Override
        public Integer call() {
            if (fail) {
                throw CommandFailure.failed("the disk is full; make room");
            }
            if (breaks) {
                throw new IllegalStateException("broken");
            }
            return ExitCodes.OK;
        }
    }
}
