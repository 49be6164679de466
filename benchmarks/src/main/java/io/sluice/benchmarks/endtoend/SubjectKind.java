/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the gateway can be measured beside. */
enum SubjectKind {
    /** A subscriber that does nothing. */
    SUBSCRIBER,
    /** What a user would write in an afternoon, with PutRecordBatch. */
    BRIDGE,
    /** The same with PutRecord. */
    BRIDGE_SINGLE,
    /** The gateway, with the broker holding the readings until Firehose has them. */
    GATEWAY_BROKER,
    /** The gateway, with SQL in its route. */
    GATEWAY_SQL,
    /** The gateway, with the topics shared out among eight routes. */
    GATEWAY_8_ROUTES,
    /** The gateway of another checkout. */
    OTHER,
    /** Nothing. */
    NONE;

    /** Those that keep readings on disk. */
    static final Set<SubjectKind> SPOOLING =
            Collections.unmodifiableSet(EnumSet.of(GATEWAY_SQL, GATEWAY_8_ROUTES, OTHER, NONE));

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
