/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import io.sluice.gateway.rule.RuleTrial;
import io.sluice.gateway.rule.TemplateRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which rule is meant. */
final class RuleSource {

    /** As the gateway's configuration takes it where nothing is said. */
    private static final String VERSION = "2016-03-23";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--sql", paramLabel = "SQL", description = "The rule's statement.")
    private @Nullable String sql;

    @Option(
            names = "--sql-version",
            paramLabel = "VERSION",
            description = "Of --sql: 2015-10-08 or 2016-03-23 (default).")
    private @Nullable String version;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "A CloudFormation template with the rule and its actions.")
    private @Nullable Path template;

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description =
                    "Which of the template's rules, by its RuleName or its logical id; not needed if there is one.")
    private @Nullable String rule;

    @Option(
            names = "--parameter",
            paramLabel = "K=V",
            description = "A parameter of the template, in place of its default; repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    /**
     * The rule.
     *
     * @param template as the template has it, or null if only its SQL was given
     * @param trial ready to be tried
     */
    record Meant(@Nullable TemplateRule template, RuleTrial trial) {}

    /** Reads it; whatever is wrong is wrong usage. */
    Meant read() {
        Path file = template;
        String text = sql;
        if ((text == null) == (file == null)) {
            throw wrong("say which rule is meant: --sql SQL, or --template FILE");
        }
        if (text != null && (rule != null || !parameters.isEmpty())) {
            throw wrong("--rule and --parameter go with --template, not with --sql");
        }
        if (file != null && version != null) {
            throw wrong("--sql-version goes with --sql; a template says its rule's version");
        }
        try {
            return file == null
                    ? new Meant(
                            null,
                            RuleTrial.of(
                                    "--sql",
                                    String.valueOf(text),
                                    version == null ? VERSION : version))
                    : inTemplate(file);
        } catch (IllegalArgumentException e) {
            throw io.sluice.toolkit.CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private Meant inTemplate(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw wrong("--template " + file + " is not a file that can be read");
        }
        TemplateRule found;
        try {
            found = TemplateRule.read(file, rule, parameters);
        } catch (IllegalArgumentException e) {
            boolean lacks = String.valueOf(e.getMessage()).endsWith(" has no value");
            throw new IllegalArgumentException(
                    e.getMessage() + (lacks ? "; give it with --parameter NAME=VALUE" : ""), e);
        }
        return new Meant(found, RuleTrial.of(file + ", " + found.logicalId(), found));
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
