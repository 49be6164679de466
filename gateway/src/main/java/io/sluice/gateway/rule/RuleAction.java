/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a topic rule does with what its SQL makes of a message, as a template has it (AWS
 * CloudFormation Template Reference, AWS::IoT::TopicRule Action).
 *
 * @param kind as the template writes it, such as {@code Firehose} or {@code S3}
 * @param settings its properties; a function that only a deployment can evaluate is left as it is
 *     written
 */
public record RuleAction(String kind, ObjectNode settings) {

    /** What the template calls the action that puts into a delivery stream. */
    public static final String FIREHOSE = "Firehose";

    /** Whether it puts into a delivery stream. */
    public boolean isFirehose() {
        return kind.equals(FIREHOSE);
    }
}
