/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The topic rule of a route: its SQL runs in the gateway in mode {@code direct}, and in AWS IoT
 * Core in mode {@code iot-rule}. With nothing set, readings pass as they came.
 *
 * @param name the deployed rule, 1 to 128 of letters, digits and {@code _}
 * @param sql the statement, in place of the deployed rule's
 * @param template a CloudFormation template with the rule, in place of {@code sql}
 * @param sqlVersion of {@code sql}: 2015-10-08 or 2016-03-23
 * @param batchMode whether an array that the rule yields becomes a record for each element; null:
 *     as the rule's Firehose action says
 */
public record RuleConfig(
        @Doc(
                        "The name of the deployed topic rule: 1 to 128 letters, digits and `_`. Needed for mode"
                                + " `iot-rule`. Without `sql` and `template` its SQL is asked for"
                                + " (iot:GetTopicRule), and used in mode `direct` too.")
                @Nullable String name,
        @Doc(
                        "The rule's SQL for mode `direct`, such as `SELECT * FROM 'sensors/#'`; the route's"
                                + " filter selects, `FROM` is compared with the deployed rule only. Without"
                                + " `name`, `sql` and `template` readings pass as they came.")
                @Nullable String sql,
        @Doc(
                        "A CloudFormation template that holds the rule, in place of `sql`; the rule with"
                                + " that `name`, or the only one in it. It is taken with the defaults of"
                                + " the template's parameters, and with the `separator` and `batchMode` of"
                                + " its action that puts into the route's stream (or of its first one that"
                                + " puts into any) where the route does not say them.")
                @Nullable Path template,
        @Doc("The version of AWS IoT SQL that `sql` is written for: 2015-10-08 or 2016-03-23.")
                @Default("2016-03-23")
                String sqlVersion,
        @Doc(
                        "Whether an array that the rule yields becomes one record for each element. Left"
                                + " out: as `batchMode` of the Firehose action, if the rule is a template's"
                                + " or the deployed one; else `false`.")
                @Nullable Boolean batchMode) {

    /**
     * <a href="https://docs.aws.amazon.com/iot/latest/apireference/API_CreateTopicRule.html">AWS
     * IoT API Reference, CreateTopicRule: ruleName</a>.
     */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_]{1,128}");

    private static final Pattern VERSION = Pattern.compile("2015-10-08|2016-03-23");

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public RuleConfig {
        new Checks()
                .that(
                        name == null || NAME.matcher(name).matches(),
                        "name",
                        "'"
                                + name
                                + "' is not a topic rule's name; AWS allows 1 to 128 of a-z, A-Z, 0-9 and _")
                .that(
                        sql == null || !sql.isBlank(),
                        "sql",
                        "is empty; write such as SELECT * FROM 'sensors/#', or leave the key out")
                .that(
                        sql == null || template == null,
                        "sql",
                        "is given together with template; keep one of the two",
                        "template")
                .readableFile("template", template)
                .that(
                        VERSION.matcher(sqlVersion).matches(),
                        "sqlVersion",
                        "'" + sqlVersion + "' is not a version; use 2016-03-23 or 2015-10-08")
                .done();
    }

    /** Whether nothing is said: readings pass as they came. */
    public boolean isAbsent() {
        return name == null && sql == null && template == null;
    }

    /** Whether the SQL is the deployed rule's, to be asked for. */
    public boolean isDeployed() {
        return name != null && sql == null && template == null;
    }
}
