/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.admin.AdminServer;
import io.sluice.gateway.admin.GatewayView;
import io.sluice.gateway.admin.ModeRefusedException;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Mode;
import io.sluice.gateway.firehose.FirehoseConnection;
import io.sluice.gateway.forward.DeadLetter;
import io.sluice.gateway.forward.FileQuarantine;
import io.sluice.gateway.forward.Intake;
import io.sluice.gateway.forward.LaneStatus;
import io.sluice.gateway.iotcore.TopicRules;
import io.sluice.gateway.mode.ModeFile;
import io.sluice.gateway.mode.ModeSwitch;
import io.sluice.gateway.mode.WayClosedException;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.supervision.Deaths;
import io.sluice.gateway.telemetry.IntakeTelemetry;
import io.sluice.gateway.telemetry.LaneTelemetry;
import io.sluice.gateway.telemetry.Metrics;
import io.sluice.gateway.telemetry.ModeTelemetry;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway: NEW, STARTING, RUNNING, DRAINING, STOPPED, single use. It owns every part and closes
 * them in the reverse order of their start. {@link #start} and {@link #stop} are for one thread;
 * the view is for any.
 */
public final class Gateway implements AutoCloseable, GatewayView {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** What the broker has to itself before AWS is turned to. */
    private static final Duration HEAD_START = Duration.ofMillis(500);

    // for the life of the gateway
    private GatewayConfig config; // with the number of its slot once it has one
    private final Ticker ticker = Ticker.SYSTEM;
    private final Deaths deaths;
    private final Duration rulePatience;
    private final Metrics metrics = new Metrics();
    private final IntakeTelemetry intakeTelemetry = new IntakeTelemetry(metrics);
    private final LaneTelemetry laneTelemetry = new LaneTelemetry(metrics);
    private final ModeTelemetry modeTelemetry = new ModeTelemetry(metrics);
    private final Instant startedAt = ticker.now();

    // from start to stop, in the order of their start
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable FirehoseConnection firehose;
    private @Nullable FileQuarantine quarantine;
    private @Nullable Spool spool;
    private @Nullable LaneGroup lanes;
    private @Nullable ModeSwitch modes;
    private @Nullable GatewayWays ways;
    private @Nullable RuleWatch ruleWatch;
    private @Nullable RuleErrors ruleErrors;
    private @Nullable Intake intake;
    private @Nullable Source source;
    private @Nullable AdminServer admin;

    private volatile GatewayState state = GatewayState.NEW;

    /** Not started yet, in a process that deals with the death of threads itself. */
    public Gateway(GatewayConfig config) {
        this(config, new Deaths());
    }

    /**
     * Not started yet.
     *
     * @param deaths the threads that died; the first makes the gateway not live
     */
    public Gateway(GatewayConfig config, Deaths deaths) {
        this(config, deaths, RuleLookup.PATIENCE);
    }

    /** The same, that gives AWS so long to say what the deployed rules are. */
    Gateway(GatewayConfig config, Deaths deaths, Duration rulePatience) {
        this.config = config;
        this.deaths = deaths;
        this.rulePatience = rulePatience;
    }

    /**
     * Opens the spool, starts the lanes, listens for admin requests and begins to connect to the
     * broker, which need not be there yet.
     *
     * @return completes once the broker has taken the subscriptions; fails if it refuses in a way
     *     that waiting does not mend
     * @throws CommandFailure if something of our own cannot be opened; nothing stays open
     */
    public CompletionStage<Void> start() {
        if (state != GatewayState.NEW) {
            throw new IllegalStateException("a gateway is started once, and this one is " + state);
        }
        state = GatewayState.STARTING;
        try {
            return open();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private CompletionStage<Void> open() {
        config = opened(DataDirectory.lock(config)).settled(config);
        int connections = config.routes().size() * config.firehose().concurrency();
        FirehoseConnection openedAws =
                opened(FirehoseConnection.prepare(config.aws(), connections));
        firehose = openedAws;
        TopicRules rules = opened(TopicRules.open(config.aws()));
        RuleLookup lookup =
                RuleLookup.begin(
                        RouteRules.deployed(config),
                        rules::find,
                        new KnownRules(config.dataDirectory()),
                        rulePatience,
                        ticker);
        FileQuarantine openedQuarantine =
                FileQuarantine.open(
                        Parts.quarantineDirectory(config), config.quarantine().maxBytes().bytes());
        quarantine = openedQuarantine;
        Spool openedSpool = opened(Parts.spool(config, intakeTelemetry));
        spool = openedSpool;
        refuseForgottenRoutes(openedSpool);
        LaneGroup openedLanes =
                new LaneGroup(config, openedSpool, openedQuarantine, laneTelemetry, ticker);
        lanes = openedLanes;
        GatewayWays openedWays = openWays(openedAws, rules, openedLanes);
        opened(openedLanes); // closed before what they send to
        ways = openedWays;
        ModeSwitch openedModes =
                new ModeSwitch(
                        new ModeFile(config.dataDirectory(), config.mode()),
                        openedWays,
                        modeTelemetry,
                        ticker);
        modes = openedModes;
        Intake openedIntake =
                opened(
                        new Intake(
                                Parts.filters(config),
                                openedSpool,
                                openedQuarantine,
                                intakeTelemetry,
                                ticker));
        intake = openedIntake;
        Source openedSource = opened(Parts.source(config, openedIntake, intakeTelemetry, ticker));
        source = openedSource;
        openedWays.source(openedSource, openedModes.mode());
        CompletionStage<Void> early = lookup.isRepeated() ? subscribe(openedSource) : null;
        RouteRules routeRules = RouteRules.read(config, lookup);
        openedWays.start(openedModes.mode(), routeRules);
        new GatewayGauges(metrics, openedSpool, openedQuarantine, this, ticker)
                .register(config, openedLanes, openedWays);
        if (config.iotCore().errorTopic() != null) {
            ruleErrors =
                    opened(
                            RuleErrors.listen(
                                    config,
                                    new RelayEndpoint(config.iotCore(), config.aws(), rules),
                                    openedSpool,
                                    openedQuarantine,
                                    modeTelemetry,
                                    ticker));
            openedWays.listensForErrors(ruleErrors);
        }
        if (config.routes().stream().anyMatch(route -> route.rule().name() != null)) {
            ruleWatch =
                    opened(
                            new RuleWatch(
                                    config,
                                    routeRules,
                                    rules,
                                    openedWays,
                                    openedModes,
                                    ruleErrors,
                                    modeTelemetry,
                                    ticker));
            ruleWatch.start();
        }
        if (config.admin().enabled()) {
            admin = opened(listen());
        }
        state = GatewayState.RUNNING;
        LOG.atInfo()
                .addKeyValue("clientId", config.source().clientId())
                .addKeyValue("broker", config.source().broker())
                .addKeyValue("durability", config.spool().durability())
                .addKeyValue("mode", openedModes.mode())
                .addKeyValue("routes", config.routes().size())
                .addKeyValue("admin", admin == null ? "off" : admin.uri())
                .log("gateway started");
        CompletionStage<Void> subscribed = early == null ? openedSource.start() : early;
        subscribed
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(null, HEAD_START.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ok, refused) -> openedAws.begin());
        return subscribed;
    }

    /**
     * Waits until the AWS client is set up, which is begun when the broker has answered, or has not
     * for a moment: two cores do one after the other faster, and readings are safe before they
     * leave.
     *
     * @throws RuntimeException if it cannot be
     */
    public void awaitAws() {
        FirehoseConnection open = firehose;
        if (open == null) {
            throw new IllegalStateException("the gateway is not started");
        }
        open.awaitOpen();
        metrics.addJvm();
    }

    /**
     * Ahead of the lanes: a gateway that has run with these rules before takes readings while AWS
     * is still asked whether they have changed. A lane that is new shall have them all the same.
     */
    private CompletionStage<Void> subscribe(Source openedSource) {
        Spool lanesOf = Objects.requireNonNull(spool);
        config.routes().forEach(route -> lanesOf.cursor(route.name()).close());
        return openedSource.start();
    }

    private void refuseForgottenRoutes(Spool openedSpool) {
        Set<String> forgotten = new HashSet<>(openedSpool.lanesBehind());
        config.routes().forEach(route -> forgotten.remove(route.name()));
        if (!forgotten.isEmpty()) {
            throw CommandFailure.failed(
                    "The spool holds readings of the routes "
                            + forgotten
                            + ", which the configuration no longer has; put them back until they have drained, or give those"
                            + " readings up by removing their files in "
                            + Parts.spoolDirectory(config).resolve("cursors"));
        }
    }

    private GatewayWays openWays(
            FirehoseConnection firehose, TopicRules rules, LaneGroup openedLanes) {
        return opened(
                new GatewayWays(
                        config,
                        rules,
                        firehose,
                        Parts.outlets(config, firehose, laneTelemetry, ticker),
                        openedLanes,
                        modeTelemetry,
                        ticker));
    }

    private AdminServer listen() {
        try {
            return AdminServer.start(config.admin(), this);
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.failed(
                    "Cannot listen on "
                            + config.admin().host()
                            + ":"
                            + config.admin().port()
                            + " for admin requests ("
                            + e.getMessage()
                            + "); set admin.port to a free one, or 0 for any",
                    e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    /**
     * Takes no more readings, lets the spool settle and the lanes send what they can within the
     * drain timeout, and closes everything. What was not accepted is in the spool (or still the
     * broker's) and goes out at the next start. Idempotent.
     */
    public void stop() {
        if (state == GatewayState.DRAINING || state == GatewayState.STOPPED) {
            return;
        }
        state = GatewayState.DRAINING;
        LOG.atInfo().addKeyValue("timeout", config.shutdown().drainTimeout()).log("draining");
        boolean drained = false;
        try {
            drained = drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeParts();
        LOG.atInfo().addKeyValue("drained", drained).log("gateway stopped");
    }

    private boolean drain() throws InterruptedException {
        long deadline = ticker.nanos() + config.shutdown().drainTimeout().toNanos();
        if (source != null) {
            source.pause();
        }
        awaitSettled(deadline, Duration.ofSeconds(1));
        boolean drained = lanes == null || lanes.drain(deadline);
        awaitSettled(deadline, Duration.ofSeconds(1));
        return drained;
    }

    /** Until all receipts are settled, so that the broker need not send again what we hold. */
    private void awaitSettled(long deadline, Duration atMost) throws InterruptedException {
        long until = Math.min(deadline, ticker.nanos() + atMost.toNanos());
        while (spool != null && spool.status().unsettledMessages() > 0 && ticker.nanos() < until) {
            ticker.sleep(Duration.ofMillis(5));
        }
    }

    private void closeParts() {
        if (firehose != null) {
            firehose.begin(); // lanes that wait for it do not hear an interrupt
        }
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("a part did not close well");
            }
        }
        metrics.close();
        state = GatewayState.STOPPED;
    }

    /** Stops without draining. Idempotent. */
    @Override
    public void close() {
        if (state != GatewayState.STOPPED && state != GatewayState.DRAINING) {
            state = GatewayState.DRAINING;
            closeParts();
        }
    }

    /** Where the admin interface listens, or null if it is off. */
    public @Nullable URI adminUri() {
        return admin == null ? null : admin.uri();
    }

    /** Where the gateway is in its life. */
    public GatewayState state() {
        return state;
    }

    @Override
    public List<String> notLiveBecause() {
        List<String> problems = new ArrayList<>();
        for (LaneStatus lane : laneStatuses()) {
            if (lane.state().equals("dead")) {
                problems.add(
                        "lane " + lane.route() + " died; the log says why; restart the gateway");
            }
        }
        if (source != null && source.status().state().equals("dead")) {
            problems.add(
                    "source: "
                            + source.status().problem()
                            + "; the log says more; restart the gateway");
        }
        if (spool != null && spool.status().hasEnded()) {
            problems.add("spool: " + spool.status().pausedBecause() + "; restart the gateway");
        }
        problems.addAll(deaths.causes());
        return problems;
    }

    @Override
    public List<String> notReadyBecause() {
        List<String> problems = GatewayStatus.problems(state, source, spool, laneStatuses());
        String held = intake == null ? null : intake.problem();
        if (held != null) {
            problems.add(held);
        }
        if (ruleWatch != null) {
            problems.addAll(ruleWatch.problems());
        }
        String deaf = ruleErrors == null ? null : ruleErrors.problem();
        if (deaf != null) {
            problems.add(deaf);
        }
        return problems;
    }

    private List<LaneStatus> laneStatuses() {
        return lanes == null ? List.of() : lanes.statuses();
    }

    @Override
    public String metrics() {
        return metrics.scrape();
    }

    @Override
    public Map<String, Object> status() {
        return new GatewayStatus(
                        config,
                        Objects.requireNonNull(modes),
                        Objects.requireNonNull(ways).connections(),
                        state,
                        startedAt,
                        Objects.requireNonNull(source),
                        Objects.requireNonNull(spool),
                        Objects.requireNonNull(quarantine),
                        laneStatuses(),
                        intakeTelemetry,
                        laneTelemetry)
                .toMap(notReadyBecause(), ticker.now());
    }

    @Override
    public String mode() {
        return Objects.requireNonNull(modes).mode().toString();
    }

    @Override
    public void changeMode(String wanted) {
        Mode ahead;
        try {
            ahead = Mode.of(wanted);
        } catch (IllegalArgumentException e) {
            throw ModeRefusedException.unknown(String.valueOf(e.getMessage()));
        }
        if (state != GatewayState.RUNNING) {
            throw ModeRefusedException.notNow(
                    "the gateway is "
                            + state.name().toLowerCase(Locale.ROOT)
                            + "; ask again when it runs");
        }
        try {
            Objects.requireNonNull(modes).change(ahead);
        } catch (WayClosedException e) {
            throw ModeRefusedException.notNow(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ModeRefusedException.notNow("the gateway is stopping; ask again when it runs");
        }
    }

    @Override
    public List<String> deadLetters() {
        return letters().ids();
    }

    @Override
    public Optional<DeadLetter> deadLetter(String id) {
        return letters().find(id);
    }

    @Override
    public boolean replay(String id) {
        return letters().replay(id);
    }

    @Override
    public boolean purge(String id) {
        return letters().purge(id);
    }

    private DeadLetterDesk letters() {
        return new DeadLetterDesk(
                config, Objects.requireNonNull(quarantine), Objects.requireNonNull(spool));
    }
}
