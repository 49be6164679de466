/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import io.sluice.templates.Template;
import io.sluice.templates.TemplateException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic rule as a CloudFormation template has it (AWS CloudFormation Template Reference,
 * AWS::IoT::TopicRule).
 *
 * @param logicalId what the template calls the resource
 * @param name the rule's name, or null if CloudFormation is to choose one or it depends on the
 *     stack
 * @param sql its statement
 * @param sqlVersion its version, or null by omission, which AWS takes for 2015-10-08
 * @param disabled whether it is deployed disabled
 * @param actions its actions
 * @param firehose those of its actions that put into a delivery stream
 * @param errorAction what becomes of what an action fails for, or null if it is lost
 */
public record TemplateRule(
        String logicalId,
        @Nullable String name,
        String sql,
        @Nullable String sqlVersion,
        boolean disabled,
        List<RuleAction> actions,
        List<FirehoseAction> firehose,
        @Nullable RuleAction errorAction) {

    /** Copies the actions. */
    public TemplateRule {
        actions = List.copyOf(actions);
        firehose = List.copyOf(firehose);
    }

    /**
     * An action that puts into a delivery stream.
     *
     * @param stream the delivery stream, or null if only a deployment tells
     * @param separator what is put after each record, or an empty text
     * @param batchMode whether an array becomes a record for each element
     */
    public record FirehoseAction(@Nullable String stream, String separator, boolean batchMode) {}

    /**
     * Reads the rule of this name, or the only one if that is null, with the template's default
     * parameters. Parameters without a default are missed only if the rule depends on them.
     *
     * @param name its {@code RuleName}, or what the template calls the resource; the only rule of
     *     the template may have any name if a parameter says it
     * @throws IllegalArgumentException if there is no such rule, or it cannot be read; the message
     *     says in which file, why and what to do
     */
    public static TemplateRule read(Path template, @Nullable String name) {
        return read(template, name, Map.of());
    }

    /**
     * The same with parameters other than the defaults.
     *
     * @param parameters values by name; lists are separated by commas
     * @throws IllegalArgumentException likewise
     */
    public static TemplateRule read(
            Path template, @Nullable String name, Map<String, String> parameters) {
        try {
            return new TemplateRules(Template.read(template), parameters).find(name);
        } catch (TemplateException e) {
            throw new IllegalArgumentException(template + ": " + e.getMessage(), e);
        }
    }

    /**
     * The Firehose action that puts into this stream; else the first, since a template may be
     * deployed with another stream than its default; null if there is none.
     */
    public @Nullable FirehoseAction actionInto(String stream) {
        return firehose.stream()
                .filter(action -> stream.equals(action.stream()))
                .findFirst()
                .orElse(firehose.isEmpty() ? null : firehose.get(0));
    }
}
