/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code Rules} of a template, by which parameters rule each other out. All that do not hold
 * are told at once.
 *
 * <p>Source: AWS CloudFormation User Guide, "Rules section".
 */
final class RuleAssertions {

    private RuleAssertions() {}

    static void check(ObjectNode rules, Intrinsics values) {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, JsonNode> rule : rules.properties()) {
            String place = "Rules/" + rule.getKey();
            try {
                check(rule.getValue(), place, values, broken);
            } catch (NotKnown e) {
                // what it depends on has no value yet, so that nobody can say whether it holds
            }
        }
        if (!broken.isEmpty()) {
            throw new TemplateException(String.join("; ", broken));
        }
    }

    private static void check(JsonNode rule, String place, Intrinsics values, List<String> broken) {
        JsonNode condition = rule.path("RuleCondition");
        if (!condition.isMissingNode() && !values.truth(condition, place + "/RuleCondition")) {
            return;
        }
        if (!rule.path("Assertions").isArray()) {
            throw TemplateException.at(place, "Assertions are missing or no list");
        }
        for (JsonNode assertion : rule.path("Assertions")) {
            if (!values.truth(assertion.path("Assert"), place + "/Assertions")) {
                broken.add(
                        place
                                + ": "
                                + assertion
                                        .path("AssertDescription")
                                        .asText("the parameters do not hold to this rule"));
            }
        }
    }
}
