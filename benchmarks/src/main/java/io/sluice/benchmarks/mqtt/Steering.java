/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import io.sluice.benchmarks.mqtt.ReadingWriter.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How a process that publishes is told what to do, by lines on its stdin:
 *
 * <ul>
 *   <li>{@code allow N}: it may have published N readings in all, as fast as it can;
 *   <li>{@code spread N R}: it may publish N more, R a second; what was allowed before has been
 *       published;
 *   <li>{@code ?}: it answers with a line of JSON, {@code
 *       {"allowed":..,"sent":..,"acknowledged":..,"heldBackSeconds":..}}.
 * </ul>
 */
final class Steering {

    private final Supplier<List<ReadingWriter>> writers;

    Steering(Supplier<List<ReadingWriter>> writers) {
        this.writers = writers;
    }

    /** Obeys until stdin ends. */
    void run() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            obey(line.split(" "));
        }
    }

    private void obey(String[] words) {
        List<ReadingWriter> all = writers.get();
        switch (words[0]) {
            case "allow" -> {
                long share = Long.parseLong(words[1]) / Math.max(1, all.size());
                all.forEach(writer -> writer.allow(share));
            }
            case "spread" -> {
                long share = Long.parseLong(words[1]) / Math.max(1, all.size());
                double rate = Double.parseDouble(words[2]) / all.size();
                all.forEach(writer -> writer.spread(share, rate));
            }
            default ->
                    System.out.println(answer(all.stream().map(ReadingWriter::progress).toList()));
        }
    }

    private static String answer(List<Progress> all) {
        return String.format(
                Locale.ROOT,
                "{\"allowed\":%d,\"sent\":%d,\"acknowledged\":%d,\"heldBackSeconds\":%.3f}",
                all.stream().mapToLong(Progress::allowed).sum(),
                all.stream().mapToLong(Progress::sent).sum(),
                all.stream().mapToLong(Progress::acknowledged).sum(),
                all.stream().mapToDouble(Progress::heldBackSeconds).average().orElse(0));
    }
}
