/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.config.RuleConfig;
import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.iotcore.IotCoreException;
import io.sluice.gateway.iotcore.TopicRules;
import io.sluice.gateway.pack.Separator;
import io.sluice.gateway.rule.ReadingRule;
import io.sluice.gateway.rule.RuleIdentity;
import io.sluice.gateway.rule.TemplateRule;
import io.sluice.gateway.rule.TopicRule;
import io.sluice.toolkit.CommandFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rule of each route, from the configuration, a template, or the deployed rule. */
final class RouteRules {

    /** What AWS takes where a rule names no version. */
    static final String OLD_VERSION = "2015-10-08";

    private final Map<String, RouteRule> byRoute;

    private RouteRules(Map<String, RouteRule> byRoute) {
        this.byRoute = byRoute;
    }

    /**
     * Reads all rules.
     *
     * @throws CommandFailure if one cannot be read; the message names the key and the remedy
     */
    static RouteRules read(GatewayConfig config, TopicRules deployed, KnownRules known) {
        Map<String, RouteRule> byRoute = new LinkedHashMap<>();
        for (int i = 0; i < config.routes().size(); i++) {
            RouteConfig route = config.routes().get(i);
            byRoute.put(
                    route.name(), rule(config, route, "routes[" + i + "].rule", deployed, known));
        }
        return new RouteRules(byRoute);
    }

    RouteRule of(RouteConfig route) {
        return Objects.requireNonNull(byRoute.get(route.name()));
    }

    private static RouteRule rule(
            GatewayConfig config,
            RouteConfig route,
            String key,
            TopicRules deployed,
            KnownRules known) {
        RuleConfig rule = route.rule();
        Separator separator = Separator.valueOf(route.pack().separator().name());
        if (rule.isAbsent()) {
            return new RouteRule(
                    null, null, rule.sqlVersion(), false, separator, ReadingRule.AS_IT_CAME);
        }
        if (rule.isDeployed()) {
            return deployed(config, route, key, deployed, known);
        }
        String sql = rule.sql();
        String version = rule.sqlVersion();
        if (rule.template() != null) {
            TemplateRule found = inTemplate(key, rule);
            sql = found.sql();
            version = found.sqlVersion() == null ? OLD_VERSION : found.sqlVersion();
        }
        return parsed(
                config,
                rule.name(),
                Objects.requireNonNull(sql),
                version,
                rule.batchMode(),
                separator,
                key + (rule.template() == null ? ".sql" : ".template"));
    }

    private static TemplateRule inTemplate(String key, RuleConfig rule) {
        try {
            return TemplateRule.read(Objects.requireNonNull(rule.template()), rule.name());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.failed(key + ".template: " + e.getMessage(), e);
        }
    }

    private static RouteRule deployed(
            GatewayConfig config,
            RouteConfig route,
            String key,
            TopicRules rules,
            KnownRules known) {
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
            known.remember(found);
        } catch (IotCoreException e) {
            found =
                    known.recall(name)
                            .orElseThrow(
                                    () ->
                                            CommandFailure.failed(
                                                    key
                                                            + ".name: "
                                                            + e.getMessage()
                                                            + "; or write the rule's SQL as "
                                                            + key
                                                            + ".sql",
                                                    e));
        }
        DeployedRule.@Nullable FirehoseAction action = actionInto(found, route.stream());
        return parsed(
                config,
                name,
                found.sql(),
                found.sqlVersion() == null ? OLD_VERSION : found.sqlVersion(),
                action != null && action.batchMode(),
                action == null ? Separator.NEWLINE : separator(action.separator()),
                key + ".name " + name);
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
