/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the report goes; known to be writable before the run begins.
 *
 * @param path of the file
 */
record ReportFile(Path path) {

    /**
     * The file at this path, which need not be there.
     *
     * @throws CommandFailure if it cannot be written
     */
    static ReportFile at(Path path) {
        ReportFile file = new ReportFile(path.toAbsolutePath());
        try {
            boolean isNew = Files.notExists(file.path);
            Files.newOutputStream(
                            file.path,
                            java.nio.file.StandardOpenOption.CREATE,
                            java.nio.file.StandardOpenOption.APPEND)
                    .close();
            if (isNew) {
                Files.delete(file.path);
            }
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
        return file;
    }

    /** Replaces what is there. */
    void write(DemoReport report) {
        try {
            Files.writeString(path, report.json() + "\n");
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    private static CommandFailure cannotWrite(Path path, IOException e) {
        return CommandFailure.failed(
                "cannot write the report "
                        + path
                        + " ("
                        + Reason.of(e)
                        + "); name a file in a folder that exists and may be written with --report",
                e);
    }
}
