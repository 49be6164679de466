/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.s3;

import java.util.Map;

/**
 * What is known of a record for {@code partitionKeyFromQuery} and {@code partitionKeyFromLambda}.
 *
 * @param fromQuery by name, what a query took from the record
 * @param fromFunction by name, what a function gave it
 */
public record PartitionKeys(Map<String, String> fromQuery, Map<String, String> fromFunction) {

    /** Nothing. */
    public static final PartitionKeys NONE = new PartitionKeys(Map.of(), Map.of());
}
