/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that is never printed: {@link #toString()} is {@code ****}. */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Wraps a text. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /**
     * Reads a secret from a file, without the line end that editors leave at the end of it.
     *
     * @throws UncheckedIOException if the file cannot be read; the message names the file
     */
    public static Secret readFrom(Path file) {
        try {
            return new Secret(Files.readString(file).replaceFirst("\\R\\z", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the secret file " + file, e);
        }
    }

    /** The text itself. Not for logs or messages. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
