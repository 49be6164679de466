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

    private static final String FILE = "long-lived.options";

    private LongLivedJvm() {}

    /** The options of the argument file that the launcher gives to the java command. */
    public static List<String> options() {
        try (InputStream file =
                Objects.requireNonNull(LongLivedJvm.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + FILE + " of the class path", e);
        }
    }
}
