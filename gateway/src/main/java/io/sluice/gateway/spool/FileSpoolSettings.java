/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.toolkit.DataSize;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a {@link FileSpool} uses its directory.
 *
 * @param directory its own directory; made if it is missing
 * @param maxBytes the bound of what it holds; a single message larger than that is taken when the
 *     spool is empty
 * @param segmentBytes a segment is closed at about this size; disk space is given back in such
 *     pieces. At most half of {@code maxBytes}
 * @param waitingQos0Bytes QoS 0 messages that wait for the disk are dropped above this
 * @param firstRetry how long to wait after a write or sync that failed; doubles with every failure
 * @param longestRetry up to this
 */
public record FileSpoolSettings(
        Path directory,
        DataSize maxBytes,
        DataSize segmentBytes,
        DataSize waitingQos0Bytes,
        Duration firstRetry,
        Duration longestRetry) {

    /** The segment size of a spool that is large enough. */
    public static final DataSize SEGMENT_BYTES = DataSize.ofMib(64);

    /** The smallest segment. */
    public static final DataSize LEAST_SEGMENT_BYTES = DataSize.ofKib(4);

    /**
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public FileSpoolSettings {
        if (segmentBytes.compareTo(LEAST_SEGMENT_BYTES) < 0) {
            throw new IllegalArgumentException(
                    "segmentBytes: " + segmentBytes + " is below " + LEAST_SEGMENT_BYTES);
        }
        if (maxBytes.bytes() / 2 < segmentBytes.bytes()) {
            throw new IllegalArgumentException(
                    "maxBytes: "
                            + maxBytes
                            + " is below two segments of "
                            + segmentBytes
                            + "; raise maxBytes or make the segments smaller");
        }
        if (firstRetry.isNegative() || firstRetry.isZero()) {
            throw new IllegalArgumentException("firstRetry: must be above 0");
        }
        if (longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("longestRetry: must not be below firstRetry");
        }
    }

    /**
     * Fitting settings for a directory and a bound: segments of 64 MiB, or an eighth of the bound
     * if that is less.
     *
     * @throws IllegalArgumentException if {@code maxBytes} is below 8 KiB
     */
    public static FileSpoolSettings of(Path directory, DataSize maxBytes) {
        long segment =
                Math.max(
                        LEAST_SEGMENT_BYTES.bytes(),
                        Math.min(SEGMENT_BYTES.bytes(), maxBytes.bytes() / 8));
        return new FileSpoolSettings(
                directory,
                maxBytes,
                DataSize.ofBytes(segment),
                DataSize.ofMib(8),
                Duration.ofMillis(100),
                Duration.ofSeconds(5));
    }
}
