/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.toolkit.ExitCodes;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows or changes the mode of a running gateway. */
@Command(
        name = "mode",
        description = "Shows or changes a running gateway's mode.",
        mixinStandardHelpOptions = true)
public final class ModeCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private AdminOption admin;

    @Parameters(
            arity = "0..1",
            paramLabel = "direct|iot-rule",
            description = "The mode to change to.")
    private @Nullable String mode;

    @Override
    public Integer call() {
        AdminClient client = admin.client();
        String wanted = mode;
        String now =
                (wanted == null
                                ? client.get("/api/mode")
                                : client.put(
                                        "/api/mode",
                                        JsonNodeFactory.instance
                                                .objectNode()
                                                .put("mode", wanted)
                                                .toString()))
                        .path("mode")
                        .asText();
        spec.commandLine().getOut().println(now);
        return ExitCodes.OK;
    }
}
