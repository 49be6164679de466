/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.iot.rule.TopicRules;
import org.jspecify.annotations.Nullable;

/** Topic rules, which really run. */
final class TopicRuleType implements ResourceType {

    private final TopicRules rules;

    TopicRuleType(TopicRules rules) {
        this.rules = rules;
    }

    @Override
    public String fit(String generatedName) {
        return generatedName.replace('-', '_');
    }

    @Override
    public void check(String name, ObjectNode properties) {
        rules.validate(name, TopicRuleProperties.toPayload(properties));
    }

    @Override
    public void create(String name, ObjectNode properties) {
        rules.create(name, TopicRuleProperties.toPayload(properties));
    }

    @Override
    public void update(String name, ObjectNode properties) {
        rules.replace(name, TopicRuleProperties.toPayload(properties));
    }

    @Override
    public void delete(String name, ObjectNode properties) {
        rules.delete(name);
    }

    @Override
    public @Nullable String inertBecause(ObjectNode properties) {
        return null;
    }
}
