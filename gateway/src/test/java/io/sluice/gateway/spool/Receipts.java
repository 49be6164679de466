/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static org.awaitility.Awaitility.await;

import io.sluice.gateway.message.Receipt;
import java.util.ArrayList;
import java.util.List;

/** Remembers which receipts were settled, in which order. */
final class Receipts {

    private final List<String> settled = new ArrayList<>();

    Receipt of(String name) {
        return () -> add(name);
    }

    private synchronized void add(String name) {
        settled.add(name);
    }

    synchronized List<String> settled() {
        return List.copyOf(settled);
    }

    void awaitCount(int count) {
        await().until(() -> settled().size() >= count);
    }
}
