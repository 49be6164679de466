/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;

/** Remembers what the spool told, one word or line each. */
final class RecordedEvents implements SpoolEvents {

    private final List<String> told = new ArrayList<>();

    synchronized List<String> told() {
        return List.copyOf(told);
    }

    void awaitTold(String event) {
        await().until(() -> told().contains(event));
    }

    private synchronized void add(String event) {
        told.add(event);
    }

    @Override
    public void paused(String reason) {
        add("paused");
    }

    @Override
    public void resumed() {
        add("resumed");
    }

    @Override
    public void dropped(String topic, String reason) {
        add("dropped");
    }

    @Override
    public void damaged(String segment, long offset, long bytes, String keptIn) {
        add("damaged");
    }

    @Override
    public void missing(SpoolPosition from, SpoolPosition to, String reason) {
        add("missing");
    }
}
