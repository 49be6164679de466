/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that differs in one thing.
 *
 * @param key its name in the JSON
 * @param title its name in the table
 * @param durability {@code disk} or {@code broker}
 * @param sql what its route has for a rule
 * @param routes how many routes share the topics
 * @param launcher the {@code sluice} that starts it, if it is not of this class path
 */
record Variation(
        String key,
        String title,
        String durability,
        @Nullable String sql,
        int routes,
        @Nullable Path launcher) {

    private static final String SQL =
            "SELECT *, timestamp() AS received, topic(2) AS device FROM 'sensors/+/+' WHERE temperature > 0";

    /** The gateway as it was asked for. */
    static Variation none(String durability) {
        return new Variation("gateway", "gateway, " + durability, durability, null, 1, null);
    }

    /** The gateway where the broker holds readings until Firehose has accepted them. */
    static Variation broker() {
        return new Variation("gateway-broker", "gateway, broker", "broker", null, 1, null);
    }

    /** The gateway that parses each reading, adds two members, and has a condition. */
    static Variation sql(String durability) {
        return new Variation("gateway-sql", "gateway, SQL", durability, SQL, 1, null);
    }

    /** The gateway with eight routes, each of which has an eighth of the readings. */
    static Variation eightRoutes(String durability) {
        return new Variation("gateway-8-routes", "gateway, 8 routes", durability, null, 8, null);
    }

    /** Another version of the gateway, by its own launcher. */
    static Variation other(String durability, Path launcher) {
        return new Variation("other", "other gateway", durability, null, 1, launcher);
    }
}
