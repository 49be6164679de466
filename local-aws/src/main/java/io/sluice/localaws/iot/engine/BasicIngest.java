/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import java.util.Optional;

/**
 * A topic of Basic Ingest, {@code $aws/rules/RULE/REST}: it invokes one rule and reaches no
 * subscriber.
 *
 * <p>Source: AWS IoT Developer Guide, "Reducing messaging costs with Basic Ingest".
 *
 * @param rule the rule's name
 * @param topic what the rule sees as the topic
 */
public record BasicIngest(String rule, String topic) {

    /** What stands before the rule's name. */
    public static final String PREFIX = "$aws/rules/";

    /** The two parts of the topic; empty if it is another topic. */
    public static Optional<BasicIngest> of(String topic) {
        if (!topic.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String rest = topic.substring(PREFIX.length());
        int slash = rest.indexOf('/');
        return Optional.of(
                slash < 0
                        ? new BasicIngest(rest, "")
                        : new BasicIngest(rest.substring(0, slash), rest.substring(slash + 1)));
    }
}
