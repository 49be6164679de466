/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.SettingsSource;
import io.sluice.gateway.config.binding.SettingsTree;
import io.sluice.gateway.config.binding.YamlSyntaxException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from a YAML file and the environment to a {@link GatewayConfig}. Every key can be set by
 * a variable, {@code SLUICE_} and its path in upper snake case; variables go before the file.
 * Relative paths count from the working directory.
 */
public final class ConfigLoader {

    /** What the environment variable of every key begins with. */
    static final String PREFIX = "SLUICE_";

    /** Read by the launcher and by the logging, not by the gateway. */
    static final Set<String> NOT_SETTINGS =
            Set.of(
                    "SLUICE_LOG_LEVEL",
                    "SLUICE_LIBRARY_LOG_LEVEL",
                    "SLUICE_JAVA_OPTS",
                    "SLUICE_NO_BUILD",
                    "SLUICE_HOME");

    /** What some editors put before a text. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ConfigLoader() {}

    /**
     * Reads a configuration.
     *
     * @param file the YAML file; null if the environment says everything
     * @param environment as {@link System#getenv()}; goes before the file
     * @throws ConfigException if it cannot be used; the message is the whole report
     */
    public static GatewayConfig load(@Nullable Path file, Map<String, String> environment) {
        return load(file, environment, written -> {});
    }

    /**
     * Reads a configuration that somebody completes.
     *
     * @param file the YAML file; null if there is none
     * @param environment as {@link System#getenv()}; goes before the file
     * @param filling fills in what neither of them says
     * @throws ConfigException if it cannot be used; the message is the whole report
     */
    public static GatewayConfig load(
            @Nullable Path file, Map<String, String> environment, Consumer<SettingsTree> filling) {
        return file == null
                ? bind("the configuration (from the environment alone)", "", environment, filling)
                : bind(file.toString(), textOf(file), environment, filling);
    }

    /**
     * Reads a configuration from text.
     *
     * @param yaml what the file would hold; may be empty
     * @param environment as {@link System#getenv()}; goes before the text
     * @throws ConfigException if it cannot be used; the message is the whole report
     */
    public static GatewayConfig parse(String yaml, Map<String, String> environment) {
        return bind("the configuration", yaml, environment, written -> {});
    }

    private static GatewayConfig bind(
            String name,
            String yaml,
            Map<String, String> environment,
            Consumer<SettingsTree> filling) {
        try {
            return new SettingsSource(yaml, environment, PREFIX, NOT_SETTINGS)
                    .bind(GatewayConfig.class, filling);
        } catch (YamlSyntaxException e) {
            throw new ConfigException(name + " is not a YAML file of settings: " + e.getMessage());
        } catch (SettingsSource.Refused e) {
            throw new ConfigException(name, e.problems());
        }
    }

    private static String textOf(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (IOException e) {
            throw new ConfigException(
                    "cannot read the configuration "
                            + file
                            + " ("
                            + reason(e)
                            + "); name a readable YAML file");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof CharacterCodingException) {
            return "not UTF-8 text";
        }
        return String.valueOf(e.getMessage());
    }
}
