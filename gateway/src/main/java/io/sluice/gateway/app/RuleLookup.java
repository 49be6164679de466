/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.iotcore.IotCoreException;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.CommandFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployed rules that routes name, asked for all at once while other parts start. AWS has a
 * short while to answer; then a rule is taken as it was when last seen, so that a start takes no
 * longer when AWS is away. A rule that was never seen is waited for. For one thread.
 */
final class RuleLookup {

    /** For all rules together: a start while AWS is away shall take less than 5 s. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** As many as the client has connections. */
    private static final int AT_ONCE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(RuleLookup.class);

    private final KnownRules known;
    private final Ticker ticker;
    private final long deadline;
    private final Map<String, CompletableFuture<Answer>> answers = new LinkedHashMap<>();
    private final Set<String> recalled = new HashSet<>();

    private RuleLookup(KnownRules known, Duration patience, Ticker ticker) {
        this.known = known;
        this.ticker = ticker;
        this.deadline = ticker.nanos() + patience.toNanos();
    }

    /** What AWS said: a rule, that there is none, or a failure. */
    private record Answer(@Nullable DeployedRule rule, @Nullable IotCoreException failure) {}

    /**
     * Begins to ask.
     *
     * @param aws answers with the rule of a name, or empty if there is none; throws {@link
     *     IotCoreException} if AWS does not say
     */
    static RuleLookup begin(
            Collection<String> names,
            Function<String, Optional<DeployedRule>> aws,
            KnownRules known,
            Ticker ticker) {
        return begin(names, aws, known, PATIENCE, ticker);
    }

    static RuleLookup begin(
            Collection<String> names,
            Function<String, Optional<DeployedRule>> aws,
            KnownRules known,
            Duration patience,
            Ticker ticker) {
        RuleLookup lookup = new RuleLookup(known, patience, ticker);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, RuleLookup::thread);
        Set.copyOf(names)
                .forEach(
                        name ->
                                lookup.answers.put(
                                        name,
                                        CompletableFuture.supplyAsync(
                                                () -> ask(name, aws, known), threads)));
        threads.shutdown();
        return lookup;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rule-lookup");
        thread.setDaemon(true);
        return thread;
    }

    /** Remembers also what comes too late for this start. */
    private static Answer ask(
            String name, Function<String, Optional<DeployedRule>> aws, KnownRules known) {
        try {
            Optional<DeployedRule> rule = aws.apply(name);
            rule.ifPresent(known::remember);
            return new Answer(rule.orElse(null), null);
        } catch (IotCoreException e) {
            return new Answer(null, e);
        }
    }

    /**
     * A rule as AWS says it is, or as it was when last seen; empty if AWS says that there is none.
     *
     * @throws IotCoreException if AWS does not say and it was never seen
     */
    Optional<DeployedRule> find(String name) {
        Answer answer = await(name, deadline - ticker.nanos());
        if (answer != null && answer.failure() == null) {
            return Optional.ofNullable(answer.rule());
        }
        Optional<DeployedRule> before = known.recall(name);
        if (before.isPresent()) {
            recalled.add(name);
            LOG.atWarn()
                    .addKeyValue("rule", name)
                    .addKeyValue(
                            "reason",
                            answer == null || answer.failure() == null
                                    ? "AWS has not answered yet"
                                    : answer.failure().getMessage())
                    .log("the rule is taken as it was when last seen");
            return before;
        }
        Answer late = Objects.requireNonNull(await(name, Long.MAX_VALUE));
        if (late.failure() != null) {
            throw late.failure();
        }
        return Optional.ofNullable(late.rule());
    }

    private @Nullable Answer await(String name, long nanos) {
        try {
            return Objects.requireNonNull(answers.get(name), name).get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking for topic rule " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while asking AWS for topic rule " + name, e);
        }
    }

    /** Whether all rules that are asked for, of which there are some, have been seen before. */
    boolean isRepeated() {
        return !answers.isEmpty()
                && answers.keySet().stream().allMatch(name -> known.recall(name).isPresent());
    }

    /** Whether AWS did not say, so that the rule is as it was when last seen. */
    boolean isRecalled(String name) {
        return recalled.contains(name);
    }
}
