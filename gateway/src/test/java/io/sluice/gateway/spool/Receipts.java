/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Remembers which receipts were settled, in which order. */
final class Receipts {

    private final List<String> settled = new ArrayList<>();

    Receipt of(String name) {
        return () -> add(name);
    }

    private synchronized void add(String name) {
        settled.add(name);
        notifyAll();
    }

    synchronized List<String> settled() {
        return List.copyOf(settled);
    }

    /** Waits until so many were settled, ten seconds at most. */
    synchronized void awaitCount(int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try {
            while (settled.size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("only " + settled.size() + " of " + count);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
