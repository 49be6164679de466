/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import io.sluice.iotsql.RuleEnvironment;
import io.sluice.localaws.access.Caller;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.StreamClient;
import io.sluice.localaws.iot.engine.MessageTrace.RuleRun;
import io.sluice.localaws.iot.engine.MessageTrace.Status;
import io.sluice.localaws.iot.rule.TopicRule;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.s3.BucketFolders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the rules on each message. Any thread may call; the work is done by threads of its own. What
 * a completed stage stands for is as durable as the rules' actions make it.
 */
public final class RuleEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RuleEngine.class);

    private static final int THREADS = 32;
    private static final long STOP_SECONDS = 5;

    private final TopicRules rules;
    private final RuleRunner runner;
    private final RuleTrace trace = new RuleTrace();
    private final RuleCounters counters = new RuleCounters();
    private final ScheduledThreadPoolExecutor workers = workers();

    /**
     * Starts.
     *
     * @param rules looked up anew for every message
     * @param streams what Firehose actions put into
     * @param buckets what S3 actions write into
     * @param republisher what republish actions publish with
     * @param faults may make actions fail
     * @param caller notes what the actions ask for
     * @param accountId what {@code accountid()} gives
     */
    public RuleEngine(
            TopicRules rules,
            StreamClient streams,
            BucketFolders buckets,
            Republisher republisher,
            Faults faults,
            Caller caller,
            String accountId) {
        this.rules = rules;
        RuleEnvironment environment = RuleEnvironment.system(accountId);
        this.runner =
                new RuleRunner(
                        new ActionRunner(
                                streams,
                                buckets,
                                republisher,
                                faults,
                                caller,
                                environment,
                                workers),
                        environment,
                        counters);
    }

    /**
     * Runs the rules that the message is for.
     *
     * @return completes when every action, and every error action, has ended for good; fails only
     *     by a defect or a stop
     */
    public CompletionStage<Void> process(IotMessage message) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable work =
                () -> {
                    try {
                        run(message)
                                .whenComplete(
                                        (nothing, failure) -> {
                                            if (failure == null) {
                                                done.complete(null);
                                            } else {
                                                done.completeExceptionally(failure);
                                            }
                                        });
                    } catch (RuntimeException e) {
                        LOG.atError().setCause(e).log("the rule engine failed");
                        done.completeExceptionally(e);
                    }
                };
        try {
            workers.execute(work);
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    /** What the rules did with the latest messages. */
    public RuleTrace trace() {
        return trace;
    }

    /** What was counted since the start. */
    public RuleCounters counters() {
        return counters;
    }

    /** Lets what runs come to its end, shortly, and stops. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private CompletionStage<Void> run(IotMessage message) {
        Instant at = Instant.now();
        List<CompletableFuture<RuleRun>> runs = new ArrayList<>();
        Optional<BasicIngest> ingest = BasicIngest.of(message.topic());
        if (ingest.isPresent()) {
            runs.add(invoke(ingest.get(), message));
        } else {
            for (TopicRule rule : rules.all()) {
                runs.add(offer(rule, message));
            }
        }
        return CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new))
                .thenRun(
                        () ->
                                trace.add(
                                        new MessageTrace(
                                                at,
                                                message.traceId(),
                                                message.topic(),
                                                message.context().clientId(),
                                                message.payload().remaining(),
                                                runs.stream()
                                                        .map(CompletableFuture::join)
                                                        .toList())));
    }

    private CompletableFuture<RuleRun> invoke(BasicIngest ingest, IotMessage message) {
        TopicRule rule = rules.find(ingest.rule()).orElse(null);
        if (rule == null || rule.disabled()) {
            counters.count("RuleNotFound");
            return CompletableFuture.completedFuture(
                    RuleRun.not(
                            ingest.rule(),
                            rule == null ? Status.NOT_FOUND : Status.DISABLED,
                            "RuleNotFound: the rule "
                                    + (rule == null ? "does not exist" : "is disabled")));
        }
        return runner.run(rule, message, message.as(ingest.topic()));
    }

    private CompletableFuture<RuleRun> offer(TopicRule rule, IotMessage message) {
        if (rule.disabled()) {
            return CompletableFuture.completedFuture(
                    RuleRun.not(rule.name(), Status.DISABLED, "the rule is disabled"));
        }
        if (rule.statement().topicFilter().isEmpty()
                || !rule.statement().matches(message.topic())) {
            return CompletableFuture.completedFuture(
                    RuleRun.not(
                            rule.name(),
                            Status.TOPIC_NOT_MATCHED,
                            rule.statement()
                                    .topicFilter()
                                    .map(filter -> TopicLevels.mismatch(filter, message.topic()))
                                    .orElse("the statement has no FROM: Basic Ingest only")));
        }
        counters.count(rule.name(), "TopicMatch");
        return runner.run(rule, message, message.as(message.topic()));
    }

    private static ScheduledThreadPoolExecutor workers() {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(
                        THREADS,
                        task -> {
                            Thread thread = new Thread(task, "iot-rules");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.setKeepAliveTime(STOP_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
