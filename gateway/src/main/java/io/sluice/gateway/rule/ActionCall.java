/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What an action of a rule that fires is called with.
 *
 * @param kind such as {@code Firehose}
 * @param settings its properties, substitution templates evaluated; a function of the template that
 *     only a deployment can evaluate is left as it is written
 * @param records how many records it gets; more than one only in batch mode
 * @param bytes of all records, separators included
 * @param problem why it fails, or null
 */
public record ActionCall(
        String kind, ObjectNode settings, int records, long bytes, @Nullable String problem) {}
