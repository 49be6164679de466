/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the rules did with one message.
 *
 * @param at when it came
 * @param traceId as {@code traceid()} gives it to the rules
 * @param topic as it was published
 * @param clientId whose it was; {@code null} if it had no client
 * @param payloadBytes its size
 * @param rules one entry for each rule that was looked at
 */
public record MessageTrace(
        Instant at,
        String traceId,
        String topic,
        @Nullable String clientId,
        int payloadBytes,
        List<RuleRun> rules) {

    /** What became of a message in a rule. */
    public enum Status {
        /** Its actions ran. */
        FIRED,
        /** The filter of FROM does not match. */
        TOPIC_NOT_MATCHED,
        /** WHERE was not true. */
        WHERE_NOT_TRUE,
        /** The SQL could not be evaluated. */
        FAILED,
        /** Basic Ingest named a rule that is not there. */
        NOT_FOUND,
        /** The rule rests. */
        DISABLED
    }

    /**
     * One rule and one message.
     *
     * @param rule the rule's name
     * @param status what happened
     * @param reason why it did not fire; empty if it did
     * @param explanation the parts of WHERE with their values, worked out when asked for; empty
     *     unless WHERE was not true
     * @param result the beginning of what the actions got, as text; {@code null} if it did not fire
     * @param resultBytes the size of that
     * @param actions what became of each action
     * @param errorAction what became of the error action; {@code null} if it did not run
     */
    public record RuleRun(
            String rule,
            Status status,
            String reason,
            Supplier<String> explanation,
            @Nullable String result,
            int resultBytes,
            List<ActionResult> actions,
            @Nullable ActionResult errorAction) {

        static RuleRun not(String rule, Status status, String reason) {
            return new RuleRun(rule, status, reason, () -> "", null, 0, List.of(), null);
        }
    }
}
