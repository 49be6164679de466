/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.json.Json;
import io.sluice.gateway.rule.ActionCall;
import io.sluice.gateway.rule.RuleTrial;
import io.sluice.gateway.rule.TemplateRule;
import io.sluice.iotsql.RuleEnvironment;
import io.sluice.iotsql.RuleMessage;
import io.sluice.toolkit.ExitCodes;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries a topic rule on one message; exits 0 if it fires, 1 if not, 2 if it cannot be read. */
@Command(
        name = "test",
        description =
                "Shows what a topic rule makes of a message and what its actions are called with, or why it does not fire. Exits 0 if it fires, 1 if not, 2 if it cannot be read.",
        mixinStandardHelpOptions = true)
public final class RuleTestCommand implements Callable<Integer> {

    /** What {@code accountid()} yields. */
    private static final String ACCOUNT = "000000000000";

    private final InputStream standardInput;

    @Spec private CommandSpec spec;
    @Mixin private RuleSource source;
    @Mixin private MessageOptions options;

    @Option(names = "--json", description = "As JSON.")
    private boolean asJson;

    /** Reads the process's standard input if it is asked to. */
    public RuleTestCommand() {
        this(System.in);
    }

    RuleTestCommand(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        RuleSource.Meant meant = source.read();
        RuleMessage message = options.read(standardInput);
        RuleTrial.Result result = meant.trial().run(message, RuleEnvironment.system(ACCOUNT));
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(json(meant, result).toPrettyString());
        } else {
            RuleTestText.print(out, meant, result);
        }
        out.flush();
        return result.explanation().fires() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static JsonNode json(RuleSource.Meant meant, RuleTrial.Result result) {
        ObjectMapper mapper = Json.mapper();
        ObjectNode json = mapper.createObjectNode();
        ObjectNode rule = json.putObject("rule");
        TemplateRule template = meant.template();
        if (template != null) {
            rule.put("name", template.name())
                    .put("logicalId", template.logicalId())
                    .put("disabled", template.disabled());
        }
        rule.put("sql", meant.trial().statement().sql())
                .put("sqlVersion", meant.trial().statement().version().id());
        ArrayNode notes = json.putArray("notes");
        meant.trial().notes().forEach(notes::add);
        json.setAll((ObjectNode) mapper.valueToTree(result.explanation().toMap()));
        ArrayNode actions = json.putArray("actions");
        result.actions().forEach(action -> actions.add(json(mapper, action)));
        ActionCall onError = result.errorAction();
        json.set("errorAction", onError == null ? null : json(mapper, onError));
        return json;
    }

    private static ObjectNode json(ObjectMapper mapper, ActionCall action) {
        ObjectNode json = mapper.createObjectNode().put("kind", action.kind());
        json.set("settings", action.settings());
        return json.put("records", action.records())
                .put("bytes", action.bytes())
                .put("problem", action.problem());
    }
}
