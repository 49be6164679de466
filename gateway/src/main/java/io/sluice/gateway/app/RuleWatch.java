/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.Forwarding;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Mode;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.iotcore.IotCoreException;
import io.sluice.gateway.iotcore.TopicRules;
import io.sluice.gateway.mode.ModeSwitch;
import io.sluice.gateway.mode.WayClosedException;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.supervision.Deaths;
import io.sluice.gateway.telemetry.ModeTelemetry;
import io.sluice.gateway.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the deployed rules from time to time, and soon after something was published to one:
 * whether they are there, enabled in the mode that needs them, and like what the routes need. While
 * a rule would take nothing, its route sends nothing to it.
 */
final class RuleWatch implements AutoCloseable {

    private final GatewayConfig config;
    private final RouteRules wanted;
    private final TopicRules deployed;
    private final GatewayWays ways;
    private final ModeSwitch modes;
    private final ModeTelemetry events;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread named = new Thread(task, "rule-watch");
                        named.setDaemon(true);
                        return named;
                    });

    private final @Nullable RuleErrors errors;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Ticker ticker;

    private volatile List<String> problems = List.of();

    RuleWatch(
            GatewayConfig config,
            RouteRules wanted,
            TopicRules deployed,
            GatewayWays ways,
            ModeSwitch modes,
            @Nullable RuleErrors errors,
            ModeTelemetry events,
            Ticker ticker) {
        this.config = config;
        this.wanted = wanted;
        this.deployed = deployed;
        this.ways = ways;
        this.modes = modes;
        this.errors = errors;
        this.events = events;
        this.ticker = ticker;
    }

    /** Begins to look, at once and then every so often. */
    void start() {
        long millis = config.iotCore().ruleCheckInterval().toMillis();
        thread.scheduleWithFixedDelay(
                Deaths.unsilenced(this::lookAtAll), 0, millis, TimeUnit.MILLISECONDS);
        ways.onLookWanted(this::lookSoon);
        if (errors != null) {
            errors.listening().thenRun(() -> schedule(0));
        }
    }

    private void lookSoon() {
        if (asked.compareAndSet(false, true)) {
            schedule(config.iotCore().confirmInterval().toMillis());
        }
    }

    private void schedule(long millis) {
        try {
            thread.schedule(Deaths.unsilenced(this::lookAtAll), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // closed: what is not confirmed stays in the spool
        }
    }

    /** What was wrong when it last looked; empty if all was well or the mode needs no rule. */
    List<String> problems() {
        return problems;
    }

    private void lookAtAll() {
        asked.set(false);
        Mode now = modes.mode();
        RuleErrors listener = errors;
        if (now == Mode.IOT_RULE && listener != null && !listener.hasListened()) {
            awaitListening(String.valueOf(listener.problem()));
            return;
        }
        List<String> found = new ArrayList<>(reconcile());
        for (RouteConfig route : config.routes()) {
            if (route.rule().name() != null) {
                try {
                    found.addAll(look(route, now));
                } catch (RuntimeException e) {
                    found.add("topic rule " + route.rule().name() + ": " + e.getMessage());
                }
            }
        }
        List<String> before = problems;
        problems = List.copyOf(found);
        found.stream().filter(problem -> !before.contains(problem)).forEach(events::ruleProblem);
        if (found.isEmpty() && !before.isEmpty()) {
            events.ruleWell();
        }
    }

    /** What a rule's action fails for before anybody listens would be lost. */
    private void awaitListening(String why) {
        Failure deaf = new Failure(FailureKind.UNAVAILABLE, why);
        config.routes().forEach(route -> ways.unknown(route, deaf));
    }

    /** Once after a start, or after a switch that left something, and until it is done. */
    private List<String> reconcile() {
        if (modes.isTidy()) {
            return List.of();
        }
        try {
            modes.reconcile();
            return List.of();
        } catch (WayClosedException e) {
            return List.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<String> look(RouteConfig route, Mode now) {
        boolean ruleOnly = config.iotCore().forwarding() == Forwarding.RULE_ONLY;
        if (now == Mode.DIRECT && !ruleOnly && !wanted.isRecalled(route)) {
            return List.of();
        }
        String name = Objects.requireNonNull(route.rule().name());
        @Nullable DeployedRule rule;
        long begun = ticker.nanos();
        try {
            rule = deployed.find(name).orElse(null);
        } catch (IotCoreException e) {
            // not known to be bad: what flows may go on flowing
            String why = String.valueOf(e.getMessage());
            ways.unknown(route, new Failure(FailureKind.UNAVAILABLE, why));
            return now == Mode.DIRECT ? List.of() : List.of(why);
        }
        if (now == Mode.DIRECT) {
            return foundInDirect(route, rule, ruleOnly);
        }
        List<String> found = new ArrayList<>();
        String stops = null;
        for (RuleDrift drift : RuleDrift.of(rule, route, wanted.of(route))) {
            found.add(drift.problem());
            if (drift.harm() == RuleDrift.Harm.STOPS) {
                stops = drift.problem();
            }
        }
        if (rule != null && rule.disabled()) {
            stops = "topic rule " + name + " is disabled; enable it, or change the mode to direct";
            found.add(stops);
        }
        if (stops == null) {
            ways.good(route, begun);
        } else {
            ways.bad(route, new Failure(FailureKind.RULE_MISSING, stops));
        }
        return found;
    }

    private List<String> foundInDirect(
            RouteConfig route, @Nullable DeployedRule rule, boolean ruleOnly) {
        List<String> found = new ArrayList<>();
        if (ruleOnly && rule != null && !rule.disabled() && modes.isTidy()) {
            found.add(
                    "topic rule "
                            + route.rule().name()
                            + " is enabled though the mode is direct: readings come twice; disable it, or change the mode to iot-rule");
        }
        if (wanted.isRecalled(route) && rule != null) {
            RuleDrift.of(rule, route, wanted.of(route)).stream()
                    .filter(drift -> drift.harm() == RuleDrift.Harm.DIFFERS)
                    .forEach(drift -> found.add(drift.problem()));
        }
        return found;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
