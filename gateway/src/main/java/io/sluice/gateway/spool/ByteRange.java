/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a file.
 *
 * @param from offset of its first byte
 * @param to offset behind its last byte
 */
public record ByteRange(long from, long to) {

    /** Whether this offset is in one of them. */
    static boolean anyHolds(List<ByteRange> ranges, long offset) {
        return ranges.stream().anyMatch(range -> range.from <= offset && offset < range.to);
    }

    /** What is in both lists; each has its ranges in order, and apart from one another. */
    static List<ByteRange> common(List<ByteRange> some, List<ByteRange> others) {
        List<ByteRange> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < some.size() && j < others.size()) {
            ByteRange one = some.get(i);
            ByteRange other = others.get(j);
            long from = Math.max(one.from, other.from);
            long to = Math.min(one.to, other.to);
            if (from < to) {
                common.add(new ByteRange(from, to));
            }
            if (one.to < other.to) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }

    /** How many bytes. */
    public long bytes() {
        return to - from;
    }
}
