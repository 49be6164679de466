/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import io.sluice.gateway.aws.DeployedStack;
import io.sluice.gateway.config.AwsConfig;
import io.sluice.gateway.config.binding.SettingsTree;
import io.sluice.iotsql.RuleStatement;
import io.sluice.iotsql.SqlSyntaxException;
import io.sluice.iotsql.SqlVersion;
import io.sluice.toolkit.CommandFailure;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Fills in what a deployed stack knows and the configuration does not say: the file and the
 * environment go before the stack. docs/deploy.md has the table.
 */
final class StackSettings implements Consumer<SettingsTree> {

    /** The outputs of cloudformation/ingest.yaml and topic-rule.yaml that are settings. */
    private static final String STREAM = "StreamName";

    private static final String RULE = "RuleName";
    private static final String MODE = "Mode";
    private static final String ERROR_TOPIC = "ErrorTopic";
    private static final String ENDPOINT = "Endpoint";
    private static final String IOT_ENDPOINT = "IotEndpoint";

    /** The parameter that says which topics the rule wants. */
    private static final String RULE_SQL = "RuleSql";

    private static final String ROUTE_NAME = "telemetry";
    private static final int REGION_OF_ARN = 3;

    private final String stack;
    private final String origin;
    private final BiFunction<AwsConfig, String, DeployedStack> reader;

    /** Of the stack of that name or ARN, which is asked for once. */
    StackSettings(String stack, BiFunction<AwsConfig, String, DeployedStack> reader) {
        this.stack = stack;
        this.origin = "from the stack " + stack;
        this.reader = reader;
    }

    @Override
    public void accept(SettingsTree settings) {
        region().ifPresent(region -> settings.fill("aws.region", region, origin));
        if (!settings.has("aws.region")) {
            throw CommandFailure.usage(
                    "the Region of stack "
                            + stack
                            + " is not known; set AWS_REGION, or give the stack's ARN");
        }
        DeployedStack deployed;
        try {
            deployed = reader.apply(settings.bind("aws", AwsConfig.class), stack);
        } catch (DeployedStack.Unreadable e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        }
        fill(settings, deployed);
    }

    private void fill(SettingsTree settings, DeployedStack deployed) {
        boolean ownRoutes = settings.size("routes") > 0;
        if (!ownRoutes) {
            route(settings, deployed);
        }
        output(deployed, STREAM)
                .ifPresent(
                        stream -> {
                            for (int i = 0; i < settings.size("routes"); i++) {
                                settings.fill("routes[" + i + "].stream", stream, origin);
                            }
                        });
        for (int i = 0; i < settings.size("routes"); i++) {
            rule(settings, deployed, "routes[" + i + "]");
        }
        // a Region that is written, or that the stack was found in, is the stack's
        output(deployed, ENDPOINT).ifPresent(one -> settings.fill("aws.endpoint", one, origin));
        output(deployed, IOT_ENDPOINT)
                .ifPresent(one -> settings.fill("iotCore.endpoint", one, origin));
        output(deployed, MODE).ifPresent(one -> settings.fill("mode", one, origin));
        if (canListen(settings)) {
            output(deployed, ERROR_TOPIC)
                    .ifPresent(one -> settings.fill("iotCore.errorTopic", one, origin));
        }
    }

    /** The one route of a configuration that has none: what the rule wants, into the stream. */
    private void route(SettingsTree settings, DeployedStack deployed) {
        settings.fill("routes[0].name", ROUTE_NAME, origin);
        Optional.ofNullable(deployed.parameters().get(RULE_SQL))
                .flatMap(StackSettings::filterOf)
                .ifPresent(filter -> settings.fill("routes[0].filter", filter, origin));
    }

    /** The stack's rule, for a route into the stack's stream that has said nothing of a rule. */
    private void rule(SettingsTree settings, DeployedStack deployed, String route) {
        String stream = deployed.outputs().get(STREAM);
        boolean intoTheStack = stream != null && stream.equals(settings.text(route + ".stream"));
        if (intoTheStack
                && !settings.has(route + ".rule.sql")
                && !settings.has(route + ".rule.template")) {
            output(deployed, RULE)
                    .ifPresent(one -> settings.fill(route + ".rule.name", one, origin));
        }
    }

    /** Listening to what the rule could not deliver needs a certificate, or a local AWS. */
    private static boolean canListen(SettingsTree settings) {
        String endpoint = settings.text("iotCore.endpoint");
        return settings.has("iotCore.tls.certificateFile")
                || (endpoint != null && endpoint.startsWith("mqtt:"));
    }

    private Optional<String> region() {
        String[] arn = stack.split(":", -1);
        return stack.startsWith("arn:") && arn.length > REGION_OF_ARN
                ? Optional.of(arn[REGION_OF_ARN])
                : DeployedStack.defaultRegion();
    }

    private static Optional<String> output(DeployedStack deployed, String name) {
        return Optional.ofNullable(deployed.outputs().get(name)).filter(text -> !text.isEmpty());
    }

    private static Optional<String> filterOf(String sql) {
        try {
            return RuleStatement.parse(sql, SqlVersion.of("2016-03-23")).topicFilter();
        } catch (SqlSyntaxException e) {
            return Optional.empty();
        }
    }
}
