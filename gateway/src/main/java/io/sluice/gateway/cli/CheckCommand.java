/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sluice.gateway.app.Examination;
import io.sluice.gateway.config.GatewayConfig;
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
                "Checks the configuration, the data directory, the broker, the credentials and each stream, and names the remedy.",
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
            ArrayNode json = new ObjectMapper().createArrayNode();
            for (Examination.Finding finding : findings) {
                json.addObject()
                        .put("subject", finding.subject())
                        .put("ok", finding.problem().isEmpty())
                        .put("problem", finding.problem().orElse(null));
            }
            out.println(json.toPrettyString());
        } else {
            out.println("ok    configuration");
            for (Examination.Finding finding : findings) {
                out.println(
                        finding.problem().isEmpty()
                                ? "ok    " + finding.subject()
                                : "FAIL  " + finding.subject() + ": " + finding.problem().get());
            }
        }
        out.flush();
        return findings.stream().allMatch(finding -> finding.problem().isEmpty())
                ? ExitCodes.OK
                : ExitCodes.FAILED;
    }
}
