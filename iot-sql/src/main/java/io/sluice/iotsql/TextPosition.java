/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

/** Lines and columns of a place in a text, both from 1. */
final class TextPosition {

    private TextPosition() {}

    static int line(String text, int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    static int column(String text, int offset) {
        int end = Math.min(Math.max(offset, 0), text.length());
        return end - text.lastIndexOf('\n', end - 1);
    }
}
