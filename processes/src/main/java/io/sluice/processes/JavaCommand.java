/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.processes;

import io.sluice.toolkit.LongLivedJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Starts a main class as the launcher does, so that what is looked at is what is run. */
public final class JavaCommand {

    /** That has no native transport of Netty, which the embedded broker brings along here. */
    private static final String AS_THE_GATEWAY_ALONE = "-Dio.netty.transport.noNative=true";

    /** The newer JVMs warn of what Netty does in every version. */
    private static final List<String> OPTIONS_FROM_24 =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private JavaCommand() {}

    /**
     * A JVM of this program's version and class path.
     *
     * @param heap its most, as {@code -Xmx} takes it
     * @param options more of them, behind the launcher's
     */
    public static List<String> of(
            String heap, List<String> options, Class<?> main, String... arguments) {
        return of(System.getProperty("java.class.path"), heap, options, main, arguments);
    }

    static List<String> of(
            String classPath,
            String heap,
            List<String> options,
            Class<?> main,
            String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LongLivedJvm.options());
        command.add("-Xmx" + heap);
        command.add(AS_THE_GATEWAY_ALONE);
        if (Runtime.version().feature() >= 24) {
            command.addAll(OPTIONS_FROM_24);
        }
        command.addAll(archive(classPath, main));
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        Collections.addAll(command, arguments);
        return command;
    }

    /** The archive of classes that the launcher has left beside the jars, if it has. */
    private static List<String> archive(String classPath, Class<?> main) {
        String room = main.getPackageName().substring(main.getPackageName().lastIndexOf('.') + 1);
        Path first = Path.of(classPath.split(File.pathSeparator, 2)[0]);
        Path archive = first.resolveSibling(room + ".jsa");
        return Files.isRegularFile(archive)
                ? List.of(
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:cds=off",
                        "-Xlog:cds+dynamic=off")
                : List.of();
    }
}
