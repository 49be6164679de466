/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.account;

import io.sluice.simulator.verify.DeliveredReadings;
import io.sluice.simulator.verify.ReadingVisitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often each reading stands in a bucket. Not thread-safe. */
public final class Copies implements ReadingVisitor {

    private final DeliveredReadings objects;
    private final Map<String, byte[]> copies = new HashMap<>();
    private long delivered;
    private long unrecognised;

    /** Of a bucket, which may come later. */
    public Copies(Path bucket) {
        objects = new DeliveredReadings(bucket);
    }

    /** Reads the objects that are new. */
    public void update() {
        try {
            objects.visitNew(this);
        } catch (IOException e) {
            throw new UncheckedIOException("reading what was delivered", e);
        }
    }

    @Override
    public void reading(String device, long seq, @Nullable Instant measuredAt) {
        int index = Math.toIntExact(seq);
        byte[] counts = copies.getOrDefault(device, new byte[0]);
        if (index >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(1_024, Math.max(index + 1, 2 * counts.length)));
            copies.put(device, counts);
        }
        if (counts[index] == 0) {
            delivered++;
        }
        if (counts[index] < Byte.MAX_VALUE) {
            counts[index]++;
        }
    }

    @Override
    public void unrecognised() {
        unrecognised++;
    }

    /** How often this reading was found; 127 stands for as often and more. */
    public int of(String device, int seq) {
        byte[] counts = copies.get(device);
        return counts == null || seq >= counts.length ? 0 : counts[seq];
    }

    /** Different readings found. */
    public long delivered() {
        return delivered;
    }

    /** Things found that are not readings. */
    public long unrecognisedCount() {
        return unrecognised;
    }
}
