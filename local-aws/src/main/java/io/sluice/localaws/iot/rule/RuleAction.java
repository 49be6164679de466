/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.rule;

import io.sluice.iotsql.SubstitutionTemplate;

/**
 * What a rule does with a result. Texts with {@code ${...}} are evaluated for each message.
 *
 * <p>Source: AWS IoT Developer Guide, "AWS IoT rule actions".
 */
public sealed interface RuleAction {

    /** What AWS calls it in error messages: {@code FirehoseAction}. */
    String type();

    /** What it acts on, as it is written in the rule. */
    SubstitutionTemplate resource();

    /**
     * Puts the result into a delivery stream.
     *
     * @param resource the stream's name
     * @param separator appended to each record; empty for none
     * @param batchMode whether an array becomes a record for each element
     */
    record Firehose(SubstitutionTemplate resource, String separator, boolean batchMode)
            implements RuleAction {
        @Override
        public String type() {
            return "FirehoseAction";
        }
    }

    /**
     * Writes the result as an object.
     *
     * @param resource the bucket's name
     * @param key the object's key
     */
    record S3(SubstitutionTemplate resource, SubstitutionTemplate key) implements RuleAction {
        @Override
        public String type() {
            return "S3Action";
        }
    }

    /**
     * Publishes the result.
     *
     * @param resource the topic; {@code $$} at its front stands for {@code $}
     * @param qos 0 or 1
     */
    record Republish(SubstitutionTemplate resource, int qos) implements RuleAction {
        @Override
        public String type() {
            return "RepublishAction";
        }
    }

    /**
     * Writes the result into the log of this process.
     *
     * @param resource the log group's name
     */
    record Logs(SubstitutionTemplate resource) implements RuleAction {
        @Override
        public String type() {
            return "CloudwatchLogsAction";
        }
    }
}
