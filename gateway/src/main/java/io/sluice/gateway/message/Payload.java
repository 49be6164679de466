/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a message, never changed after construction and never printed. A view: the array may
 * hold other things before and after.
 */
public final class Payload {

    /** No bytes. */
    public static final Payload EMPTY = new Payload(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Payload(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** Takes over {@code bytes}; the caller must not change them afterwards. */
    public static Payload of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Payload(bytes, 0, bytes.length);
    }

    /** Takes over a stretch of {@code bytes}; the caller must not change it afterwards. */
    public static Payload of(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw new IndexOutOfBoundsException(offset + "+" + length + " of " + bytes.length);
        }
        return new Payload(bytes, offset, length);
    }

    /** The UTF-8 bytes of {@code text}. */
    public static Payload ofUtf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes. */
    public int size() {
        return length;
    }

    /** Copies all bytes to the target's position and moves that. */
    public void writeTo(ByteBuffer target) {
        target.put(array, offset, length);
    }

    /** Copies all bytes to {@code target} at {@code at}. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A read-only view of the bytes. */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload that
                && Arrays.equals(
                        array,
                        offset,
                        offset + length,
                        that.array,
                        that.offset,
                        that.offset + that.length);
    }

    @Override
    public int hashCode() {
        return asReadOnlyBuffer().hashCode();
    }

    /** Only the size: payloads are nobody's business in a log. */
    @Override
    public String toString() {
        return length + " bytes";
    }
}
