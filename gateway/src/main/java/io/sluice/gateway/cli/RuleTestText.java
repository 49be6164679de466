/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.gateway.rule.ActionCall;
import io.sluice.gateway.rule.RuleTrial;
import io.sluice.gateway.rule.TemplateRule;
import java.io.PrintWriter;
import java.util.Map;

/** What came of trying a rule, as people read it. */
final class RuleTestText {

    private RuleTestText() {}

    static void print(PrintWriter out, RuleSource.Meant meant, RuleTrial.Result result) {
        TemplateRule rule = meant.template();
        if (rule != null) {
            out.println(
                    "Rule "
                            + (rule.name() == null ? rule.logicalId() : rule.name())
                            + ": "
                            + meant.trial().statement());
            meant.trial().notes().forEach(note -> out.println("Note: " + note));
        }
        out.print(result.explanation().toText());
        for (ActionCall action : result.actions()) {
            out.println("Action " + action.kind() + " " + size(action));
            print(out, action);
        }
        ActionCall onError = result.errorAction();
        if (onError != null) {
            out.println("If an action fails: " + onError.kind());
            print(out, onError);
        }
    }

    private static String size(ActionCall action) {
        return action.problem() == null
                ? "gets "
                        + action.records()
                        + (action.records() == 1 ? " record, " : " records, ")
                        + action.bytes()
                        + " bytes"
                : "FAILS: " + action.problem();
    }

    private static void print(PrintWriter out, ActionCall action) {
        for (Map.Entry<String, JsonNode> setting : action.settings().properties()) {
            out.println("  " + setting.getKey() + ": " + shown(setting.getValue()));
        }
    }

    private static String shown(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
        }
        boolean deployed =
                value.isObject()
                        && value.size() == 1
                        && value.fieldNames().next().matches("Ref|Fn::.*");
        return deployed ? value + " (known when it is deployed)" : value.toString();
    }
}
