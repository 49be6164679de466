/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.telemetry;

import io.sluice.gateway.config.Mode;
import io.sluice.gateway.iotcore.RelayEvents;
import io.sluice.gateway.mode.ModeEvents;
import io.sluice.gateway.mode.SwitchStep;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs and counts what happens to the mode, to topic rules and to the relay's connections. */
public final class ModeTelemetry implements ModeEvents, RelayEvents {

    private static final Logger LOG = LoggerFactory.getLogger("io.sluice.gateway.mode");

    private final LongAdder switches;
    private final LongAdder refusals;
    private final LongAdder opened;
    private final LongAdder ended;
    private final LongAdder ruleErrors;
    private final Metrics metrics;

    public ModeTelemetry(Metrics metrics) {
        this.metrics = metrics;
        switches =
                metrics.adder("sluice.mode.switches", "Switches of the mode that were completed");
        refusals = metrics.adder("sluice.mode.refusals", "Switches of the mode that were refused");
        opened =
                metrics.adder(
                        "sluice.relay.connections.opened", "Connections opened to AWS IoT Core");
        ended =
                metrics.adder(
                        "sluice.relay.connections.failed",
                        "Connections to AWS IoT Core that broke or were refused");
        ruleErrors =
                metrics.adder(
                        "sluice.rule.errors",
                        "Readings that a topic rule's action failed for, as its error action says");
    }

    @Override
    public void step(Mode from, Mode to, SwitchStep step) {
        LOG.atInfo()
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .addKeyValue("step", step.label())
                .log("switching the mode");
    }

    @Override
    public void switched(Mode from, Mode to, int unsettled, long millis) {
        switches.increment();
        LOG.atInfo()
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .addKeyValue("unsettled", unsettled)
                .addKeyValue("millis", millis)
                .log("mode switched");
    }

    @Override
    public void refused(Mode from, Mode to, String reason) {
        refusals.increment();
        LOG.atWarn()
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .addKeyValue("reason", reason)
                .log("switch of the mode refused");
    }

    @Override
    public void untidy(Mode inForce, String reason) {
        LOG.atWarn()
                .addKeyValue("mode", inForce)
                .addKeyValue("reason", reason)
                .log("mode switched, but something of the other mode is left");
    }

    /** A rule was found disabled and enabled. */
    public void ruleEnabled(String rule) {
        LOG.atInfo().addKeyValue("rule", rule).log("topic rule enabled");
    }

    /** A rule was found enabled and disabled. */
    public void ruleDisabled(String rule) {
        LOG.atInfo().addKeyValue("rule", rule).log("topic rule disabled");
    }

    /** Something about a deployed rule is wrong; said when it changes. */
    public void ruleProblem(String problem) {
        LOG.atWarn().addKeyValue("problem", problem).log("topic rule is not as it should be");
    }

    /** The deployed rules are as they should be again. */
    public void ruleWell() {
        LOG.atInfo().log("topic rules are as they should be again");
    }

    /** A rule's action failed for a reading. */
    public void ruleFailed(String rule, String topic, String why, String what) {
        ruleErrors.increment();
        LOG.atWarn()
                .addKeyValue("rule", rule)
                .addKeyValue("topic", topic)
                .addKeyValue("reason", why)
                .addKeyValue("reading", what)
                .log("a topic rule's action failed");
    }

    /** Counts readings of a route that leave without the name that they should have. */
    public Runnable unnamed(String stream, String route) {
        LongAdder unnamed =
                metrics.adder(
                        "sluice.readings.unnamed",
                        "Readings without sluice_id: no JSON object, or one that has the member",
                        "stream",
                        stream,
                        "route",
                        route);
        return unnamed::increment;
    }

    @Override
    public void opened(String clientId, int connections) {
        opened.increment();
        LOG.atInfo()
                .addKeyValue("clientId", clientId)
                .addKeyValue("connections", connections)
                .log("connected to AWS IoT Core");
    }

    @Override
    public void ended(String clientId, String reason, int connections) {
        ended.increment();
        LOG.atWarn()
                .addKeyValue("clientId", clientId)
                .addKeyValue("connections", connections)
                .addKeyValue("reason", reason)
                .log("no connection to AWS IoT Core");
    }
}
