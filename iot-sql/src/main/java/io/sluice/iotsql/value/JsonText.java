/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.nio.charset.StandardCharsets;

/** JSON as characters. */
final class JsonText implements JsonOutput {

    private final StringBuilder out = new StringBuilder();

    @Override
    public void sign(char sign) {
        out.append(sign);
    }

    @Override
    public void ascii(String text) {
        out.append(text);
    }

    @Override
    public void number(NumberValue number) {
        out.append(number.json());
    }

    @Override
    public void string(StringValue string) {
        quoted(string.text());
    }

    @Override
    public void name(Name name) {
        quoted(name.text());
    }

    @Override
    public void copy(byte[] json, int start, int end) {
        out.append(new String(json, start, end - start, StandardCharsets.UTF_8));
    }

    private void quoted(String text) {
        out.append('"');
        int clean = 0;
        for (int i = 0; i < text.length(); i++) {
            if (JsonEscape.isNeeded(text.charAt(i))) {
                out.append(text, clean, i).append(JsonEscape.of(text.charAt(i)));
                clean = i + 1;
            }
        }
        out.append(text, clean, text.length()).append('"');
    }

    @Override
    public int length() {
        return out.length();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
