/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sluice.gateway.app.Examination;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.json.Json;
import io.sluice.toolkit.ExitCodes;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Says everything that can be known before running; exits 1 if something is wrong, 2 if it is the
 * configuration itself.
 */
@Command(
        name = "check",
        description =
                "Checks the configuration, the data directory, the broker, the credentials, each stream and each topic rule, and names the remedy.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ConfigOption config;

    @Option(names = "--json", description = "As JSON.")
    private boolean asJson;

    @Override
    public Integer call() throws InterruptedException {
        GatewayConfig settings = config.load();
        List<Examination.Finding> findings = Examination.of(settings);
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            ArrayNode json = Json.mapper().createArrayNode();
            for (Examination.Finding finding : findings) {
                json.addObject()
                        .put("subject", finding.subject())
                        .put("ok", finding.problem().isEmpty())
                        .put("problem", finding.problem().orElse(null))
                        .put("note", finding.note().orElse(null));
            }
            out.println(json.toPrettyString());
        } else {
            out.println("ok    configuration");
            for (Examination.Finding finding : findings) {
                out.println(line(finding));
            }
        }
        out.flush();
        return findings.stream().allMatch(finding -> finding.problem().isEmpty())
                ? ExitCodes.OK
                : ExitCodes.FAILED;
    }

    private static String line(Examination.Finding finding) {
        if (finding.problem().isPresent()) {
            return "FAIL  " + finding.subject() + ": " + finding.problem().get();
        }
        return finding.note().isPresent()
                ? "note  " + finding.subject() + ": " + finding.note().get()
                : "ok    " + finding.subject();
    }
}
