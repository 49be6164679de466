/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.processes.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM's living threads have allocated since they began, as the JVM counts for each thread:
 * {@code jcmd PID Thread.print -e}. That needs no option of the JVM and no agent in it, and works
 * with any garbage collector. The JVM rounds down at three digits or more.
 */
final class Allocation {

    private static final Pattern ALLOCATED = Pattern.compile(" allocated=(\\d+)([BKMGT])");
    private static final String UNITS = "BKMGT";

    private Allocation() {}

    /** In bytes; NaN if this JDK has no jcmd, or it fails. */
    static double bytes(ChildProcess process) {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        "Thread.print",
                        "-e");
        try {
            Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return jcmd.waitFor() == 0 ? sum(said) : Double.NaN;
        } catch (IOException e) {
            return Double.NaN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }

    /** Adds up what was printed; NaN if there is nothing. */
    static double sum(String threads) {
        Matcher matcher = ALLOCATED.matcher(threads);
        double sum = Double.NaN;
        while (matcher.find()) {
            double bytes =
                    Long.parseLong(matcher.group(1))
                            * Math.pow(1024, UNITS.indexOf(matcher.group(2)));
            sum = Double.isNaN(sum) ? bytes : sum + bytes;
        }
        return sum;
    }
}
