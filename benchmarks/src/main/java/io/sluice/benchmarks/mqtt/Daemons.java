/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import java.io.IOException;

/** Threads of a process that is of no use any more when one of them fails. */
final class Daemons {

    private Daemons() {}

    /** What a thread does. */
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** Starts one; if it fails, it says so on stderr and ends the process with 1. */
    static void start(String name, Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException | InterruptedException | RuntimeException e) {
                                System.err.println(name + ": " + e);
                                System.exit(1);
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }
}
