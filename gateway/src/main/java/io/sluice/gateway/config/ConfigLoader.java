/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way from a YAML file and the environment to a {@link GatewayConfig}. */
@SuppressWarnings("DoNotCallSuggester") // until the binder is there
public final class ConfigLoader {

    private ConfigLoader() {}

    /**
     * Reads a configuration.
     *
     * @param file the YAML file; null if the environment says everything
     * @param environment as {@link System#getenv()}; goes before the file
     * @throws ConfigException if it cannot be used; the message is the whole report
     */
    public static GatewayConfig load(@Nullable Path file, Map<String, String> environment) {
        throw new ConfigException("not yet: " + file + environment.size());
    }

    /**
     * Reads a configuration from text.
     *
     * @param yaml what the file would hold; may be empty
     * @param environment as {@link System#getenv()}; goes before the text
     * @throws ConfigException if it cannot be used; the message is the whole report
     */
    public static GatewayConfig parse(String yaml, Map<String, String> environment) {
        throw new ConfigException("not yet: " + yaml.length() + environment.size());
    }
}
