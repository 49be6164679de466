/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that is left to its own choices, unlike the launcher's. */
final class PlainJava {

    private PlainJava() {}

    /** What starts a main class of this program's class path. */
    static List<String> command(
            String heap, List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}
