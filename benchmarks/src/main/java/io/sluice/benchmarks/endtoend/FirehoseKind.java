/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.util.Locale;

/** What stands in for Amazon Data Firehose. */
enum FirehoseKind {
    /** Accepts and counts, at next to no CPU; over TLS, if it is not switched off. */
    COUNTING,
    /** The local AWS, which keeps what it is given; over plain HTTP. */
    LOCAL_AWS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
