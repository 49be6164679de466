/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import io.sluice.gateway.aws.DeployedStack;
import io.sluice.gateway.config.ConfigException;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.toolkit.CommandFailure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The configuration (docs/reference/configuration.md). Without it, environment variables alone count.")
    private @Nullable Path file;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description =
                    "A CloudFormation stack, by name or ARN, whose outputs say what the configuration does not: stream, rule, Region, mode (docs/deploy.md).")
    private @Nullable String stack;

    /** Reads it; every problem is in the failure's message. */
    GatewayConfig load() {
        try {
            return stack == null
                    ? ConfigLoader.load(file, System.getenv())
                    : ConfigLoader.load(
                            file, System.getenv(), new StackSettings(stack, DeployedStack::read));
        } catch (ConfigException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }
}
