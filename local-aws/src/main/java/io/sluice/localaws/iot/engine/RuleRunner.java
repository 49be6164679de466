/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.RuleEnvironment;
import io.sluice.iotsql.RuleMessage;
import io.sluice.iotsql.RuleOutcome;
import io.sluice.localaws.iot.engine.MessageTrace.RuleRun;
import io.sluice.localaws.iot.engine.MessageTrace.Status;
import io.sluice.localaws.iot.rule.RuleAction;
import io.sluice.localaws.iot.rule.TopicRule;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one rule on one message that is meant for it: its SQL, then its actions, then its error
 * action if one of them has failed. Any thread may call.
 */
final class RuleRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RuleRunner.class);

    private static final int SHOWN_RESULT = 1_024;
    private static final int EXPLAINED_PAYLOAD = 8_192;

    private final ActionRunner actions;
    private final RuleEnvironment environment;
    private final RuleCounters counters;

    RuleRunner(ActionRunner actions, RuleEnvironment environment, RuleCounters counters) {
        this.actions = actions;
        this.environment = environment;
        this.counters = counters;
    }

    /** Completes when every action has ended for good. */
    CompletableFuture<RuleRun> run(TopicRule rule, IotMessage message, RuleMessage seen) {
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
}
