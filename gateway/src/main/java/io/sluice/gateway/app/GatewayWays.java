/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.Forwarding;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Mode;
import io.sluice.gateway.config.PublishTo;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.firehose.FirehoseConnection;
import io.sluice.gateway.firehose.FirehoseOutlet;
import io.sluice.gateway.firehose.StreamInspector;
import io.sluice.gateway.forward.CallSlots;
import io.sluice.gateway.forward.Provenance;
import io.sluice.gateway.forward.ReadingIds;
import io.sluice.gateway.forward.RelaySettings;
import io.sluice.gateway.forward.WayOut;
import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.iotcore.IotCoreException;
import io.sluice.gateway.iotcore.Relay;
import io.sluice.gateway.iotcore.TopicRules;
import io.sluice.gateway.mode.WayClosedException;
import io.sluice.gateway.mode.Ways;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.rule.AppendedId;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.SourceStatus;
import io.sluice.gateway.telemetry.ModeTelemetry;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The two ways of this gateway, for the switch between them. Where devices publish to AWS IoT Core
 * themselves ({@code rule-only}) the lanes always go the direct way: in mode iot-rule the source is
 * suspended and they drain what is left.
 */
final class GatewayWays implements Ways, AutoCloseable {

    /** How long what is under way may take to come to its end. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration SUBSCRIBE = Duration.ofSeconds(10);

    /**
     * Readings published and not acknowledged, for each connection: a full window and as many
     * again.
     */
    private static final int UNDER_WAY_PER_CONNECTION = 200;

    private final GatewayConfig config;
    private final TopicRules deployed;
    private final RuleSwitches switches;
    private final StreamInspector streams;
    private final Map<String, FirehoseOutlet> outlets;
    private final LaneGroup lanes;
    private final ModeTelemetry events;
    private final Ticker ticker;
    private final CallSlots slots;
    private final Map<String, RuleGate> gates = new ConcurrentHashMap<>();

    private volatile Runnable lookWanted = () -> {};
    private volatile @Nullable RuleErrors ruleErrors;
    private @Nullable Source source;
    private @Nullable Relay relay;
    private volatile @Nullable RouteRules rules;

    GatewayWays(
            GatewayConfig config,
            TopicRules deployed,
            FirehoseConnection firehose,
            Map<String, FirehoseOutlet> outlets,
            LaneGroup lanes,
            ModeTelemetry events,
            Ticker ticker) {
        this.config = config;
        this.deployed = deployed;
        this.switches = new RuleSwitches(config, deployed, events);
        this.streams = firehose.inspector();
        this.outlets = outlets;
        this.lanes = lanes;
        this.events = events;
        this.ticker = ticker;
        this.slots = Parts.slots(config);
    }

    /** The source, before it starts. */
    void source(Source opened, Mode mode) {
        source = opened;
        if (isRuleOnly() && mode == Mode.IOT_RULE) {
            opened.standBy();
        }
    }

    /** Who hears what the rules' actions fail for. */
    void listensForErrors(RuleErrors errors) {
        ruleErrors = errors;
    }

    private boolean isRuleOnly() {
        return config.iotCore().forwarding() == Forwarding.RULE_ONLY;
    }

    @Override
    public List<String> examine(Mode ahead) throws InterruptedException {
        List<String> problems = new ArrayList<>(streamProblems());
        if (ahead == Mode.DIRECT) {
            return problems;
        }
        for (RouteConfig route : config.routes()) {
            if (route.rule().name() == null) {
                problems.add(
                        "route "
                                + route.name()
                                + " names no topic rule; set its rule.name and restart the gateway");
            } else {
                problems.addAll(ruleProblems(route));
            }
        }
        if (isRuleOnly()) {
            problems.addAll(problemsOfSteppingAside());
        } else {
            Failure failure = relay().awaitConnection(CONNECT);
            if (failure != null) {
                problems.add(failure.message());
            }
        }
        RuleErrors errors = ruleErrors;
        if (errors != null && !errors.hasListened()) {
            problems.add(String.valueOf(errors.problem()));
        }
        if (!problems.isEmpty()) {
            closeRelay();
        }
        return problems;
    }

    /** What the broker still keeps for the session may end with the subscriptions. */
    private List<String> problemsOfSteppingAside() {
        if (source == null) {
            return List.of();
        }
        SourceStatus status = source.status();
        return status.isSubscribed() && status.problem() == null
                ? List.of()
                : List.of(mayHoldReadings(status));
    }

    private static String mayHoldReadings(SourceStatus status) {
        return "the source is "
                + status.state()
                + (status.problem() == null ? "" : " (" + status.problem() + ")")
                + ", so the broker may hold readings that only the gateway can take; wait until it has caught up";
    }

    private List<String> streamProblems() {
        Set<String> names = new LinkedHashSet<>();
        config.routes().forEach(route -> names.add(route.stream()));
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            streams.problemOf(name)
                    .ifPresent(problem -> problems.add("stream " + name + " " + problem));
        }
        return problems;
    }

    private List<String> ruleProblems(RouteConfig route) {
        try {
            DeployedRule found =
                    deployed.find(Objects.requireNonNull(route.rule().name())).orElse(null);
            return RuleDrift.of(found, route, ruleOf(route)).stream()
                    .filter(drift -> drift.harm() != RuleDrift.Harm.RISKS)
                    .map(RuleDrift::problem)
                    .toList();
        } catch (IotCoreException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void prepare(Mode ahead) throws InterruptedException {
        if (ahead == Mode.IOT_RULE) {
            enableRules();
        } else if (isRuleOnly() && source != null) {
            await(source.resume(), "the broker does not take the subscriptions");
        }
    }

    /**
     * Enables what is not enabled, and gives AWS its time for that. Where the source then steps
     * aside that time is given in any case, and from when it is connected: whoever else has enabled
     * the rule may just have done it, and the broker may have kept something for the session.
     */
    private void enableRules() throws InterruptedException {
        boolean enabled = switches.enable();
        if (isRuleOnly()) {
            awaitConnected();
        }
        if (enabled || isRuleOnly()) {
            ticker.sleep(config.iotCore().ruleSettleTime());
        }
    }

    @Override
    public int settle(Mode inForce) throws InterruptedException {
        if (isRuleOnly()) {
            if (inForce == Mode.DIRECT) {
                stepAside();
            }
            return 0;
        }
        return lanes.settle(SETTLE);
    }

    private void awaitConnected() throws InterruptedException {
        long until = ticker.nanos() + CONNECT.toNanos();
        while (source != null && !source.status().isConnected() && ticker.nanos() < until) {
            ticker.sleep(LOOK_AGAIN);
        }
    }

    private void stepAside() throws InterruptedException {
        if (source == null) {
            return;
        }
        SourceStatus status = source.status();
        if (!status.isConnected() || status.problem() != null) {
            throw new WayClosedException(mayHoldReadings(status), null);
        }
        await(source.suspend(), "the broker does not take the subscriptions back");
    }

    private static void await(CompletionStage<Void> done, String otherwise)
            throws InterruptedException {
        try {
            done.toCompletableFuture().get(SUBSCRIBE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new WayClosedException(
                    otherwise
                            + " ("
                            + (e.getCause() == null ? "no answer" : e.getCause().getMessage())
                            + "); look at the broker, and ask again",
                    e);
        }
    }

    @Override
    public void goOn(Mode mode) {
        if (!isRuleOnly()) {
            start(mode, true);
        } else if (mode == Mode.DIRECT && source != null) {
            source.resume();
        }
    }

    /**
     * Starts the lanes for the first time, with the rules of the routes; nothing is known yet of
     * whether the deployed ones are good.
     */
    void start(Mode mode, RouteRules found) {
        rules = found;
        start(mode, false);
    }

    private void start(Mode mode, boolean rulesKnown) {
        if (mode == Mode.DIRECT || isRuleOnly()) {
            lanes.start(this::direct);
        } else {
            lanes.start(route -> relayed(route, rulesKnown));
        }
    }

    private WayOut direct(RouteConfig route) {
        RouteRule rule = ruleOf(route);
        return WayOut.direct(
                Parts.direct(config, route, rule.separator()),
                route.sluiceId() && route.rule().isAbsent()
                        ? new AppendedId(
                                ReadingIds.PROPERTY, events.unnamed(route.stream(), route.name()))
                        : rule.reading(),
                provenance(route),
                Objects.requireNonNull(outlets.get(route.stream())),
                slots);
    }

    private RouteRule ruleOf(RouteConfig route) {
        return Objects.requireNonNull(rules).of(route);
    }

    private Provenance provenance(RouteConfig route) {
        String gateway = config.source().clientId();
        return new Provenance(
                config.iotCore().provenance() ? gateway : null,
                route.sluiceId() ? new ReadingIds(gateway) : null);
    }

    private WayOut relayed(RouteConfig route, boolean ruleKnown) {
        String prefix =
                config.iotCore().publishTo() == PublishTo.BASIC_INGEST
                        ? "$aws/rules/" + route.rule().name() + "/"
                        : "";
        RuleGate gate =
                new RuleGate(
                        relay(),
                        ticker,
                        config.iotCore().ruleSettleTime(),
                        ruleKnown,
                        config.iotCore().confirmInterval().isZero()
                                ? null
                                : new Unconfirmed(ticker, () -> lookWanted.run()));
        gates.put(route.name(), gate);
        return WayOut.relay(
                new RelaySettings(
                        prefix, UNDER_WAY_PER_CONNECTION * config.iotCore().maxConnections()),
                provenance(route),
                gate);
    }

    @Override
    public void tidyUp(Mode inForce) throws InterruptedException {
        if (inForce == Mode.DIRECT) {
            gates.clear();
            closeRelay();
            if (isRuleOnly()) {
                disableRules();
            }
        }
    }

    /**
     * Disables what is enabled, once the source's subscriptions have had the time to be in force
     * everywhere.
     */
    private void disableRules() throws InterruptedException {
        List<String> enabled = switches.enabled();
        if (enabled.isEmpty()) {
            return;
        }
        requireSubscribed();
        ticker.sleep(config.iotCore().ruleSettleTime());
        requireSubscribed();
        switches.disable(enabled);
    }

    private void requireSubscribed() {
        SourceStatus status = source == null ? null : source.status();
        if (status == null || !status.isSubscribed() || status.problem() != null) {
            throw new WayClosedException(
                    "the broker has not taken the subscriptions yet; until then the topic rules stay enabled, so that nothing is lost",
                    null);
        }
    }

    @Override
    public void reconcile(Mode inForce) throws InterruptedException {
        if (inForce != Mode.IOT_RULE) {
            tidyUp(inForce);
            return;
        }
        enableRules();
        if (isRuleOnly()) {
            stepAside();
        }
    }

    /** What asks for a look at the rules soon; from then on. */
    void onLookWanted(Runnable asked) {
        lookWanted = asked;
    }

    /** The rule of this route would take nothing; readings are held back with the reason. */
    void bad(RouteConfig route, Failure because) {
        RuleGate gate = gates.get(route.name());
        if (gate != null) {
            gate.bad(because);
        }
    }

    /** The rule of this route was good when a look at it began. */
    void good(RouteConfig route, long at) {
        RuleGate gate = gates.get(route.name());
        if (gate != null) {
            gate.good(at);
        }
    }

    /** The rule of this route cannot be looked at. */
    void unknown(RouteConfig route, Failure because) {
        RuleGate gate = gates.get(route.name());
        if (gate != null) {
            gate.unknown(because);
        }
    }

    private synchronized Relay relay() {
        if (relay == null) {
            relay = Relay.start(Parts.relay(config, deployed), events, ticker);
        }
        return relay;
    }

    private synchronized void closeRelay() {
        if (relay != null) {
            relay.close();
            relay = null;
        }
    }

    /** How many connections to AWS IoT Core are open. */
    synchronized int connections() {
        return relay == null ? 0 : relay.connections();
    }

    @Override
    public void close() {
        closeRelay();
    }
}
