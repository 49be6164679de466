/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Readings for tests, and what of them lies in a bucket's files. */
public final class Readings {

    private Readings() {}

    /** So many different readings, as text of one line each. */
    public static List<String> numbered(int count) {
        return numbered("device", count);
    }

    /** Those of one device. */
    public static List<String> numbered(String device, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        seq ->
                                "{\"device_id\":\""
                                        + device
                                        + "\",\"seq\":"
                                        + seq
                                        + ",\"temperature_c\":21.5}")
                .toList();
    }

    /**
     * All lines of all objects below a folder, in no particular order; empty if there is no folder
     * yet.
     */
    static List<String> in(Path buckets) {
        List<String> lines = new ArrayList<>();
        if (!Files.isDirectory(buckets)) {
            return lines;
        }
        try (Stream<Path> files = Files.walk(buckets)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    String content = Files.readString(file, StandardCharsets.UTF_8);
                    lines.addAll(content.lines().toList());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
