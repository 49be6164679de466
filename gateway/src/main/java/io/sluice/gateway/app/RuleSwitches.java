/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.iotcore.IotCoreException;
import io.sluice.gateway.iotcore.TopicRules;
import io.sluice.gateway.mode.WayClosedException;
import io.sluice.gateway.telemetry.ModeTelemetry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Enables and disables the deployed rules of the routes that name one. */
final class RuleSwitches {

    private final Set<String> names;
    private final TopicRules deployed;
    private final ModeTelemetry events;

    RuleSwitches(GatewayConfig config, TopicRules deployed, ModeTelemetry events) {
        this.names = names(config);
        this.deployed = deployed;
        this.events = events;
    }

    private static Set<String> names(GatewayConfig config) {
        Set<String> names = new LinkedHashSet<>();
        for (RouteConfig route : config.routes()) {
            if (route.rule().name() != null) {
                names.add(route.rule().name());
            }
        }
        return names;
    }

    /**
     * Enables every rule that is not enabled.
     *
     * @return whether there was one
     * @throws WayClosedException if AWS does not do it
     */
    boolean enable() {
        boolean changed = false;
        for (String rule : names) {
            changed |= enable(rule);
        }
        return changed;
    }

    private boolean enable(String rule) {
        try {
            boolean disabled = deployed.find(rule).map(DeployedRule::disabled).orElse(true);
            if (disabled) {
                deployed.enable(rule);
                events.ruleEnabled(rule);
            }
            return disabled;
        } catch (IotCoreException e) {
            throw new WayClosedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The rules that are there and enabled.
     *
     * @throws WayClosedException if AWS does not tell
     */
    List<String> enabled() {
        return names.stream().filter(this::isEnabled).toList();
    }

    private boolean isEnabled(String rule) {
        try {
            return deployed.find(rule).map(found -> !found.disabled()).orElse(false);
        } catch (IotCoreException e) {
            throw stillEnabled(e);
        }
    }

    /**
     * Disables these rules.
     *
     * @throws WayClosedException if AWS does not do it
     */
    void disable(List<String> rules) {
        for (String rule : rules) {
            try {
                deployed.disable(rule);
                events.ruleDisabled(rule);
            } catch (IotCoreException e) {
                throw stillEnabled(e);
            }
        }
    }

    private static WayClosedException stillEnabled(IotCoreException because) {
        return new WayClosedException(
                because.getMessage() + "; until it is disabled, readings come by both ways, twice",
                because);
    }
}
