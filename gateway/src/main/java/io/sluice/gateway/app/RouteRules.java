/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.config.RuleConfig;
import io.sluice.gateway.config.SeparatorConfig;
import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.iotcore.IotCoreException;
import io.sluice.gateway.pack.Separator;
import io.sluice.gateway.rule.ReadingRule;
import io.sluice.gateway.rule.RuleIdentity;
import io.sluice.gateway.rule.TemplateRule;
import io.sluice.gateway.rule.TopicRule;
import io.sluice.toolkit.CommandFailure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rule of each route, from the configuration, a template, or the deployed rule. */
final class RouteRules {

    /** What AWS takes where a rule names no version. */
    static final String OLD_VERSION = "2015-10-08";

    private final Map<String, RouteRule> byRoute;
    private final RuleLookup deployed;

    private RouteRules(Map<String, RouteRule> byRoute, RuleLookup deployed) {
        this.byRoute = byRoute;
        this.deployed = deployed;
    }

    /** Names of the rules that are to be read as they are deployed. */
    static List<String> deployed(GatewayConfig config) {
        return config.routes().stream()
                .map(RouteConfig::rule)
                .filter(RuleConfig::isDeployed)
                .map(rule -> Objects.requireNonNull(rule.name()))
                .toList();
    }

    /**
     * Reads all rules.
     *
     * @throws CommandFailure if one cannot be read; the message names the key and the remedy
     */
    static RouteRules read(GatewayConfig config, RuleLookup deployed) {
        Map<String, RouteRule> byRoute = new LinkedHashMap<>();
        for (int i = 0; i < config.routes().size(); i++) {
            byRoute.put(config.routes().get(i).name(), read(config, i, deployed));
        }
        return new RouteRules(byRoute, deployed);
    }

    /**
     * Reads the rule of one route.
     *
     * @throws CommandFailure if it cannot be read; the message names the key and the remedy
     */
    static RouteRule read(GatewayConfig config, int index, RuleLookup deployed) {
        return rule(config, config.routes().get(index), "routes[" + index + "].rule", deployed);
    }

    RouteRule of(RouteConfig route) {
        return Objects.requireNonNull(byRoute.get(route.name()));
    }

    /** Whether AWS did not say, so that the route's rule is as it was when last seen. */
    boolean isRecalled(RouteConfig route) {
        return route.rule().name() != null && deployed.isRecalled(route.rule().name());
    }

    private static RouteRule rule(
            GatewayConfig config, RouteConfig route, String key, RuleLookup deployed) {
        RuleConfig rule = route.rule();
        if (rule.isAbsent()) {
            return new RouteRule(
                    null,
                    null,
                    rule.sqlVersion(),
                    false,
                    separator(route, Separator.NEWLINE),
                    ReadingRule.AS_IT_CAME);
        }
        if (rule.isDeployed()) {
            return deployed(config, route, key, deployed);
        }
        if (rule.template() != null) {
            return inTemplate(config, route, rule.template(), key);
        }
        return parsed(
                config,
                rule.name(),
                Objects.requireNonNull(rule.sql()),
                rule.sqlVersion(),
                batchMode(route, false),
                separator(route, Separator.NEWLINE),
                key + ".sql");
    }

    private static RouteRule inTemplate(
            GatewayConfig config, RouteConfig route, Path template, String key) {
        TemplateRule found;
        try {
            found = TemplateRule.read(template, route.rule().name());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.failed(
                    key
                            + ".template: "
                            + e.getMessage()
                            + "; or write the rule's SQL as "
                            + key
                            + ".sql",
                    e);
        }
        TemplateRule.@Nullable FirehoseAction action = found.actionInto(route.stream());
        return parsed(
                config,
                route.rule().name(),
                found.sql(),
                found.sqlVersion() == null ? OLD_VERSION : found.sqlVersion(),
                batchMode(route, action != null && action.batchMode()),
                separator(
                        route, action == null ? Separator.NEWLINE : separator(action.separator())),
                key + ".template " + template + ", " + found.logicalId());
    }

    private static RouteRule deployed(
            GatewayConfig config, RouteConfig route, String key, RuleLookup rules) {
        String name = Objects.requireNonNull(route.rule().name());
        DeployedRule found;
        try {
            found =
                    rules.find(name)
                            .orElseThrow(
                                    () ->
                                            CommandFailure.failed(
                                                    key
                                                            + ".name: there is no topic rule "
                                                            + name
                                                            + " in "
                                                            + config.aws().region()
                                                            + " (or the policy does not allow iot:GetTopicRule); deploy it, or write its"
                                                            + " SQL as "
                                                            + key
                                                            + ".sql"));
        } catch (IotCoreException e) {
            throw CommandFailure.failed(
                    key
                            + ".name: "
                            + e.getMessage()
                            + "; or write the rule's SQL as "
                            + key
                            + ".sql",
                    e);
        }
        DeployedRule.@Nullable FirehoseAction action = actionInto(found, route.stream());
        return parsed(
                config,
                name,
                found.sql(),
                found.sqlVersion() == null ? OLD_VERSION : found.sqlVersion(),
                batchMode(route, action != null && action.batchMode()),
                separator(
                        route, action == null ? Separator.NEWLINE : separator(action.separator())),
                key + ".name " + name);
    }

    /** As the route says, or else the rule's action. */
    private static boolean batchMode(RouteConfig route, boolean otherwise) {
        Boolean said = route.rule().batchMode();
        return said == null ? otherwise : said;
    }

    /** As the route says, or else the rule's action. */
    private static Separator separator(RouteConfig route, Separator otherwise) {
        SeparatorConfig said = route.pack().separator();
        return said == null ? otherwise : Separator.valueOf(said.name());
    }

    /** The rule's action that puts into this stream, or null. */
    static DeployedRule.@Nullable FirehoseAction actionInto(DeployedRule rule, String stream) {
        return rule.firehose().stream()
                .filter(action -> action.stream().equals(stream))
                .findFirst()
                .orElse(null);
    }

    static Separator separator(String text) {
        return switch (text) {
            case "\n" -> Separator.NEWLINE;
            case "\t" -> Separator.TAB;
            case "\r\n" -> Separator.CRLF;
            case "," -> Separator.COMMA;
            default -> Separator.NONE;
        };
    }

    private static RouteRule parsed(
            GatewayConfig config,
            @Nullable String name,
            String sql,
            String version,
            boolean batchMode,
            Separator separator,
            String where) {
        RuleIdentity identity =
                new RuleIdentity(config.iotCore().accountId(), config.source().clientId());
        try {
            return new RouteRule(
                    name,
                    sql,
                    version,
                    batchMode,
                    separator,
                    TopicRule.parse(sql, version, batchMode, identity));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.failed(where + ": " + e.getMessage(), e);
        }
    }
}
