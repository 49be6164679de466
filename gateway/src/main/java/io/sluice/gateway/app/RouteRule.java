/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.pack.Separator;
import io.sluice.gateway.rule.ReadingRule;
import org.jspecify.annotations.Nullable;

/**
 * A route's rule as it is in force in direct mode, and as a deployed rule must be to yield the same
 * records.
 *
 * @param name the deployed rule's name, or null if the route has none
 * @param sql the statement, or null if readings pass as they came
 * @param sqlVersion the statement's version
 * @param batchMode whether an array leaves as its elements
 * @param separator what follows each reading
 * @param reading the rule itself
 */
record RouteRule(
        @Nullable String name,
        @Nullable String sql,
        String sqlVersion,
        boolean batchMode,
        Separator separator,
        ReadingRule reading) {}
