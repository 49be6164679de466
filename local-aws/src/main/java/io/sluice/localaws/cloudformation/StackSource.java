/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import io.sluice.templates.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stack is made from.
 *
 * @param template its text
 * @param parameters the value of each parameter of the template, defaults included
 * @param capabilities that were granted
 * @param tags by key
 */
record StackSource(
        String template,
        Map<String, String> parameters,
        List<String> capabilities,
        Map<String, String> tags) {

    /** With the defaults of the template for parameters that were not given. */
    static StackSource of(
            String text,
            Template template,
            Map<String, String> given,
            List<String> capabilities,
            Map<String, String> tags) {
        Map<String, String> all = new LinkedHashMap<>();
        template.parameters()
                .properties()
                .forEach(
                        entry -> {
                            if (entry.getValue().hasNonNull("Default")) {
                                all.put(entry.getKey(), entry.getValue().get("Default").asText());
                            }
                        });
        all.putAll(given);
        return new StackSource(text, all, capabilities, tags);
    }
}
