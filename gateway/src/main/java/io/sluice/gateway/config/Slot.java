/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import java.nio.file.Path;

/**
 * The place of one gateway among several that are started alike: {@code {slot}} in the data
 * directory and in the client id becomes the lowest number whose folder no other gateway has
 * locked. So a gateway that takes the place of another goes on with its spool and its session.
 */
public final class Slot {

    /** What stands for the number. */
    public static final String PLACEHOLDER = "{slot}";

    private Slot() {}

    /** Whether a number has to be found before this can be used. */
    public static boolean isIn(Path path) {
        return isIn(path.toString());
    }

    static boolean isIn(String text) {
        return text.contains(PLACEHOLDER);
    }

    /** The path with the number. */
    public static Path fillIn(Path path, int number) {
        return path.getFileSystem().getPath(fillIn(path.toString(), number));
    }

    static String fillIn(String text, int number) {
        return text.replace(PLACEHOLDER, String.valueOf(number));
    }
}
