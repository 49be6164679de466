/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.RuleEnvironment;
import io.sluice.iotsql.RuleMessage;
import io.sluice.iotsql.RuleOutcome;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.StreamClient;
import io.sluice.localaws.iot.engine.MessageTrace.RuleRun;
import io.sluice.localaws.iot.engine.MessageTrace.Status;
import io.sluice.localaws.iot.rule.RuleAction;
import io.sluice.localaws.iot.rule.TopicRule;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.s3.BucketFolders;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
    private static final int SHOWN_RESULT = 1_024;
    private static final int EXPLAINED_PAYLOAD = 8_192;

    private final TopicRules rules;
    private final ActionRunner actions;
    private final RuleEnvironment environment;
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
     * @param accountId what {@code accountid()} gives
     */
    public RuleEngine(
            TopicRules rules,
            StreamClient streams,
            BucketFolders buckets,
            Republisher republisher,
            Faults faults,
            String accountId) {
        this.rules = rules;
        this.environment = RuleEnvironment.system(accountId);
        this.actions =
                new ActionRunner(streams, buckets, republisher, faults, environment, workers);
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
        return evaluate(rule, message, message.as(ingest.topic()));
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
        return evaluate(rule, message, message.as(message.topic()));
    }

    private CompletableFuture<RuleRun> evaluate(
            TopicRule rule, IotMessage message, RuleMessage seen) {
        RuleOutcome outcome = rule.statement().evaluate(seen, environment);
        return switch (outcome.kind()) {
            case NOT_TRUE -> {
                counters.count(rule.name(), "WhereNotTrue");
                yield CompletableFuture.completedFuture(
                        new RuleRun(
                                rule.name(),
                                Status.WHERE_NOT_TRUE,
                                "WHERE is not true",
                                explanation(rule, seen),
                                null,
                                0,
                                List.of(),
                                null));
            }
            case FAILED -> {
                counters.count(rule.name(), "ParseError");
                yield CompletableFuture.completedFuture(
                        RuleRun.not(
                                rule.name(),
                                Status.FAILED,
                                outcome.failure().map(EvaluationFailure::describe).orElse("")));
            }
            case FIRED -> fire(rule, message, seen, outcome);
        };
    }

    private CompletableFuture<RuleRun> fire(
            TopicRule rule, IotMessage message, RuleMessage seen, RuleOutcome outcome) {
        counters.count(rule.name(), "RulesExecuted");
        ByteBuffer payload = outcome.payload();
        boolean batch =
                rule.actions().stream()
                        .anyMatch(
                                action ->
                                        action instanceof RuleAction.Firehose firehose
                                                && firehose.batchMode());
        Optional<List<ByteBuffer>> elements = batch ? outcome.elements() : Optional.empty();
        ActionRunner.Input input =
                new ActionRunner.Input(
                        rule,
                        message,
                        seen,
                        payload,
                        elements.orElse(List.of()),
                        elements.isPresent());
        List<CompletableFuture<ActionResult>> results =
                rule.actions().stream()
                        .map(action -> actions.run(action, input).toCompletableFuture())
                        .toList();
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenCompose(
                        nothing -> {
                            List<ActionResult> ended =
                                    results.stream().map(CompletableFuture::join).toList();
                            ended.forEach(
                                    result ->
                                            counters.count(
                                                    rule.name(),
                                                    result.succeeded() ? "Success" : "Failure"));
                            return afterwards(input, ended);
                        });
    }

    /** The error action, if something failed and there is one. */
    private CompletionStage<RuleRun> afterwards(
            ActionRunner.Input input, List<ActionResult> ended) {
        List<ActionResult> failed = ended.stream().filter(result -> !result.succeeded()).toList();
        TopicRule rule = input.rule();
        RuleRun run =
                new RuleRun(
                        rule.name(),
                        Status.FIRED,
                        "",
                        () -> "",
                        shown(input.payload()),
                        input.payload().remaining(),
                        ended,
                        null);
        RuleAction errorAction = rule.errorAction();
        if (failed.isEmpty()) {
            return CompletableFuture.completedFuture(run);
        }
        LOG.atWarn()
                .addKeyValue("rule", rule.name())
                .addKeyValue("traceId", input.message().traceId())
                .addKeyValue("action", failed.get(0).type())
                .addKeyValue("resource", failed.get(0).resource())
                .addKeyValue("reason", failed.get(0).error())
                .log(
                        errorAction == null
                                ? "an action failed, and the rule has no error action: the message is gone"
                                : "an action failed");
        if (errorAction == null) {
            return CompletableFuture.completedFuture(run);
        }
        ByteBuffer report =
                ErrorReport.of(rule.name(), input.message(), input.seen().topic(), failed);
        return actions.carryOut(
                        errorAction,
                        new ActionRunner.Input(
                                rule, input.message(), input.seen(), report, List.of(), false))
                .thenApply(
                        result -> {
                            counters.count(
                                    rule.name(),
                                    result.succeeded()
                                            ? "ErrorActionSuccess"
                                            : "ErrorActionFailure");
                            if (!result.succeeded()) {
                                LOG.atError()
                                        .addKeyValue("rule", rule.name())
                                        .addKeyValue("traceId", input.message().traceId())
                                        .addKeyValue("reason", result.error())
                                        .log("the error action failed: the message is gone");
                            }
                            return new RuleRun(
                                    run.rule(),
                                    run.status(),
                                    "",
                                    run.explanation(),
                                    run.result(),
                                    run.resultBytes(),
                                    ended,
                                    result);
                        });
    }

    /** Keeps the message, so that it must not be large. */
    private Supplier<String> explanation(TopicRule rule, RuleMessage seen) {
        return seen.payload().remaining() > EXPLAINED_PAYLOAD
                ? () -> ""
                : () -> rule.statement().explain(seen, environment).toText();
    }

    private static String shown(ByteBuffer payload) {
        ByteBuffer front = payload.duplicate();
        front.limit(front.position() + Math.min(front.remaining(), SHOWN_RESULT));
        return ActionRunner.text(front);
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
