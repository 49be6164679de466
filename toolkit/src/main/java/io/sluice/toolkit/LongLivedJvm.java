/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What the JVM of a command that lives long is given: said once, for launcher, images and proofs.
 */
public final class LongLivedJvm {

    private static final String ALL = "long-lived.options";
    private static final String SMALL_HEAP = "small-heap.options";

    private LongLivedJvm() {}

    /** The options of the argument file that the launcher gives to the java command. */
    public static List<String> options() {
        return read(ALL);
    }

    /** Those that it gives to the gateway's as well. */
    public static List<String> smallHeap() {
        return read(SMALL_HEAP);
    }

    private static List<String> read(String name) {
        try (InputStream file =
                Objects.requireNonNull(LongLivedJvm.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name + " of the class path", e);
        }
    }
}
