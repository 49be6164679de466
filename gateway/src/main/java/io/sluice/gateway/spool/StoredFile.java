/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file of a {@link FileStore}. Reading and writing do not disturb each other. */
interface StoredFile extends Closeable {

    /** Its length in bytes. */
    long size() throws IOException;

    /** Reads until {@code target} is full or the file ends; returns how many bytes. */
    int read(long at, ByteBuffer target) throws IOException;

    /** Writes all of {@code source}, or throws; then it is unknown how much was written. */
    void write(long at, ByteBuffer source) throws IOException;

    /**
     * Makes the content survive a power cut. After it has thrown, the file is not to be trusted.
     */
    void force() throws IOException;

    /** Cuts the file at {@code size} bytes. */
    void truncate(long size) throws IOException;
}
