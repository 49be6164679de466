/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.iotsql.RuleStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A topic rule as AWS has it. One that exists can be read and run: its SQL parses, its actions are
 * known.
 *
 * <p>Source: AWS IoT API Reference, TopicRulePayload and TopicRule.
 *
 * @param name letters, digits and underscores
 * @param payload the TopicRulePayload as it was given, {@code ruleDisabled} as it is now
 * @param statement its SQL
 * @param actions what is done with a result
 * @param errorAction what is done when an action fails; {@code null} for nothing
 * @param disabled whether it rests
 * @param createdAt when it was made; a replaced rule keeps it
 */
public record TopicRule(
        String name,
        ObjectNode payload,
        RuleStatement statement,
        List<RuleAction> actions,
        @Nullable RuleAction errorAction,
        boolean disabled,
        Instant createdAt) {

    /** The description; empty if there is none. */
    public Optional<String> description() {
        return Optional.ofNullable(payload.path("description").textValue());
    }

    /** The same rule, resting or not. */
    TopicRule withDisabled(boolean rests) {
        ObjectNode changed = payload.deepCopy().put("ruleDisabled", rests);
        return new TopicRule(name, changed, statement, actions, errorAction, rests, createdAt);
    }
}
