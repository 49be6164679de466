/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Programs of the system that make a fault: {@code mount}, {@code prlimit}. */
final class Shell {

    private Shell() {}

    /** Runs it to its end; what it complained of if it failed, else empty. */
    static Optional<String> tryTo(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(String.join(" ", command) + ": " + said.strip());
        } catch (IOException e) {
            return Optional.of(command[0] + " is not there (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        }
    }

    /**
     * Runs it to its end.
     *
     * @throws CommandFailure if it fails
     */
    static void run(String... command) {
        tryTo(command)
                .ifPresent(
                        why -> {
                            throw CommandFailure.failed(why);
                        });
    }
}
