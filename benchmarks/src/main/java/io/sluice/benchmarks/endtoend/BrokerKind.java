/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.util.Locale;

/** The brokers that can be measured with. */
enum BrokerKind {
    /** Debian's package or any other {@code mosquitto} on the PATH. */
    MOSQUITTO,
    /** The broker that the demo embeds, in memory. */
    EMBEDDED,
    /** None: what publishes plays the broker to the one client. */
    GENERATOR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
