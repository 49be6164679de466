/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Programs of this machine that tests use where they are installed. */
final class Programs {

    private static final int PATIENCE_SECONDS = 300;
    private static final int NOT_FOUND = 127;

    /**
     * What a program said.
     *
     * @param status its exit code
     * @param output stdout and stderr
     */
    record Answer(int status, String output) {}

    private Programs() {}

    static boolean isInstalled(String program) {
        try {
            return run(Path.of(""), program, "--version").status == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static Answer run(Path folder, String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toAbsolutePath().toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Answer(ended ? process.exitValue() : NOT_FOUND, output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
