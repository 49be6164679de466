/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON as UTF-8. What came as JSON is copied. */
final class JsonBytes implements JsonOutput {

    private static final int MOST = Integer.MAX_VALUE - 8;

    private byte[] out;
    private int length;

    /** Nothing yet, and room for that many bytes. */
    JsonBytes(int room) {
        out = new byte[room];
    }

    @Override
    public void sign(char sign) {
        require(1);
        out[length++] = (byte) sign;
    }

    @Override
    public void ascii(String text) {
        require(text.length());
        for (int i = 0; i < text.length(); i++) {
            out[length++] = (byte) text.charAt(i);
        }
    }

    @Override
    public void number(NumberValue number) {
        if (!number.copyTo(this)) {
            ascii(number.json());
        }
    }

    @Override
    public void string(StringValue string) {
        if (!string.copyTo(this)) {
            quoted(string.text());
        }
    }

    @Override
    public void name(Name name) {
        copy(name.json(), 0, name.json().length);
    }

    /** A string with its quotes and escapes. */
    static byte[] of(String text) {
        JsonBytes json = new JsonBytes(text.length() + 2);
        json.quoted(text);
        return Arrays.copyOf(json.out, json.length);
    }

    private void quoted(String text) {
        require(text.length() + 2L);
        out[length++] = '"';
        int i = 0;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || JsonEscape.isNeeded(c)) {
                break;
            }
            out[length++] = (byte) c;
        }
        if (i < text.length()) {
            encode(text.substring(i));
        }
        sign('"');
    }

    private void encode(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (JsonEscape.isNeeded(b & 0xFF)) {
                ascii(JsonEscape.of(b));
            } else {
                sign((char) b);
            }
        }
    }

    @Override
    public void copy(byte[] json, int start, int end) {
        require(end - start);
        System.arraycopy(json, start, out, length, end - start);
        length += end - start;
    }

    @Override
    public int length() {
        return length;
    }

    /** What was written; nothing may be written afterwards. The array is not copied if it fits. */
    ByteBuffer bytes() {
        return out.length - length > length / 4 + 16
                ? ByteBuffer.wrap(Arrays.copyOf(out, length))
                : ByteBuffer.wrap(out, 0, length).slice();
    }

    private void require(long more) {
        if (more > out.length - length) {
            long least = length + more;
            if (least > MOST) {
                throw new OutOfMemoryError("JSON of more than 2 GiB");
            }
            out = Arrays.copyOf(out, (int) Math.max(least, Math.min(2L * out.length, MOST)));
        }
    }
}
