/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic rule as it is deployed (AWS IoT API Reference, GetTopicRule).
 *
 * @param name the rule's name
 * @param sql its statement
 * @param sqlVersion as it was given; null by omission, which AWS takes for 2015-10-08
 * @param disabled whether it does not fire
 * @param firehose its Firehose actions
 * @param errorAction whether what its actions fail for goes anywhere
 */
public record DeployedRule(
        String name,
        String sql,
        @Nullable String sqlVersion,
        boolean disabled,
        List<FirehoseAction> firehose,
        boolean errorAction) {

    /** Copies the actions. */
    public DeployedRule {
        firehose = List.copyOf(firehose);
    }

    /**
     * An action that puts into a delivery stream.
     *
     * @param stream the delivery stream
     * @param separator what is put after each record, or an empty text
     * @param batchMode whether an array becomes a record for each element
     */
    public record FirehoseAction(String stream, String separator, boolean batchMode) {}
}
