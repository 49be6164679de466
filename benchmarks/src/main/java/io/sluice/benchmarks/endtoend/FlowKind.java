/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

/** Where the readings are when the subject takes them. */
enum FlowKind {
    /** They are being published meanwhile. */
    LIVE,
    /** They have been published before, and wait in the broker. */
    BACKLOG;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
