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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration. */
final class ConfigOption {

    private static final Set<String> NAMES = Set.of("-c", "--config");

    /** No option, no file of arguments, no quotes. */
    private static final Pattern PLAIN = Pattern.compile("[\\w./][\\w./ +:~-]*");

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

    /**
     * What stands behind a command's name, if it is {@code --config FILE} or {@code -c FILE} or
     * nothing; null if there is more, or anything that may mean more to the command line's library.
     */
    static @Nullable ConfigOption plain(String... arguments) {
        ConfigOption option = new ConfigOption();
        if (arguments.length == 1) {
            return option;
        }
        if (arguments.length != 3
                || !NAMES.contains(arguments[1])
                || !PLAIN.matcher(arguments[2]).matches()) {
            return null;
        }
        option.file = Path.of(arguments[2]);
        return option;
    }

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
