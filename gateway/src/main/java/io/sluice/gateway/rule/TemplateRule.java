/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A topic rule as a CloudFormation template has it.
 *
 * @param name its name, or null if CloudFormation is to choose one
 * @param sql its statement
 * @param sqlVersion its version, or null by omission
 */
public record TemplateRule(@Nullable String name, String sql, @Nullable String sqlVersion) {

    /**
     * Reads the rule of this name, or the only one if that is null, with the template's default
     * parameters.
     *
     * @throws IllegalArgumentException if there is no such rule, or it cannot be read; the message
     *     says why
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static TemplateRule read(Path template, @Nullable String name) {
        throw new IllegalArgumentException("templates cannot be read yet");
    }
}
