/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.Termination;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A service's arguments, which go around the command line's library. */
class RunCommandTest {

    @Command(name = "sluice")
    private static final class Sluice {}

    private final Termination termination = Termination.manual();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run|--config|sluice.yaml",
                "run|-c|/etc/sluice/sluice.yaml",
                "run|--config|../my gateway/a_b-c+1.yaml"
            })
    void takesAFileAndNothingMoreByItself(String arguments) {
        assertThat(plain(arguments)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run|--help",
                "run|--config",
                "run|--config|",
                "run|--config=sluice.yaml",
                "run|--config|--help",
                "run|--config|@arguments",
                "run|--config|'sluice.yaml'",
                "run|--confg|sluice.yaml",
                "run|--stack|sluice",
                "run|--config|sluice.yaml|--stack|sluice"
            })
    void leavesAllElseToTheLibrary(String arguments) {
        assertThat(plain(arguments)).isNull();
    }

    @Test
    void failsByTheSameWordsEitherWay(@TempDir Path folder) {
        // Given
        String missing = folder.resolve("missing.yaml").toString();
        StringWriter err = new StringWriter();
        CommandLine sluice =
                CommandRunner.prepare(new CommandLine(new Sluice()))
                        .addSubcommand("run", new RunCommand(termination))
                        .setErr(new PrintWriter(err, true));
        CommandRunner.prepare(sluice).execute("run", "--config", missing);

        // When
        CommandFailure failure =
                catchThrowableOfType(
                        CommandFailure.class,
                        Objects.requireNonNull(plain("run|--config|" + missing))::call);

        // Then
        assertThat(failure.getMessage()).contains(missing);
        assertThat(err).hasToString("sluice run: " + failure.getMessage() + System.lineSeparator());
    }

    private @Nullable RunCommand plain(String arguments) {
        return RunCommand.plain(termination, arguments.split("\\|", -1));
    }
}
