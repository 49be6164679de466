/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.MessageContext;
import io.sluice.iotsql.RuleEnvironment;
import io.sluice.iotsql.RuleMessage;
import io.sluice.localaws.access.Caller;
import io.sluice.localaws.fault.FaultKind;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.StreamClient;
import io.sluice.localaws.iot.rule.RuleAction;
import io.sluice.localaws.iot.rule.TopicRule;
import io.sluice.localaws.s3.BucketFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the actions of rules. A failure is a result here, never an exception. */
final class ActionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

    /** Rules that feed one another end here; AWS leaves it to the bill. */
    private static final int MAX_HOPS = 10;

    private final FirehosePuts puts;
    private final BucketFolders buckets;
    private final Republisher republisher;
    private final Faults faults;
    private final Caller caller;
    private final RuleEnvironment environment;

    ActionRunner(
            StreamClient streams,
            BucketFolders buckets,
            Republisher republisher,
            Faults faults,
            Caller caller,
            RuleEnvironment environment,
            ScheduledExecutorService scheduler) {
        this.puts = new FirehosePuts(streams, scheduler);
        this.buckets = buckets;
        this.republisher = republisher;
        this.faults = faults;
        this.caller = caller;
        this.environment = environment;
    }

    /**
     * What an action acts on.
     *
     * @param payload the result, or the report of failures
     * @param elements the result's elements if it is an array; else empty
     */
    record Input(
            TopicRule rule,
            IotMessage message,
            RuleMessage seen,
            ByteBuffer payload,
            List<ByteBuffer> elements,
            boolean isArray) {}

    /** Carries out an action of the rule, unless a fault strikes. */
    CompletionStage<ActionResult> run(RuleAction action, Input input) {
        if (faults.strikesRecord(FaultKind.RULE_FAILURE, input.rule().name())) {
            return done(action, action.resource().text(), 1, "", "the fault rule-failure");
        }
        return carryOut(action, input);
    }

    /** Carries out the error action. */
    CompletionStage<ActionResult> carryOut(RuleAction action, Input input) {
        String resource = action.resource().text();
        try {
            resource = action.resource().render(input.seen(), environment);
            if (action instanceof RuleAction.Firehose firehose) {
                boolean batch = firehose.batchMode() && input.isArray();
                caller.asksFor(
                        batch ? "firehose:PutRecordBatch" : "firehose:PutRecord",
                        "deliverystream/" + resource);
                return puts.put(firehose, resource, input);
            } else if (action instanceof RuleAction.S3 s3) {
                return write(s3, resource, input);
            } else if (action instanceof RuleAction.Republish republish) {
                return republish(republish, resource, input);
            }
            LOG.atInfo()
                    .addKeyValue("logGroup", resource)
                    .addKeyValue("rule", input.rule().name())
                    .addKeyValue("message", text(input.payload()))
                    .log("rule action");
            return done(action, resource, 1, "a log line", null);
        } catch (EvaluationException | IllegalArgumentException | IOException e) {
            return done(action, resource, 1, "", String.valueOf(e.getMessage()));
        }
    }

    private CompletionStage<ActionResult> write(RuleAction.S3 action, String bucket, Input input)
            throws IOException {
        String key = action.key().render(input.seen(), environment);
        byte[] content = bytes(input.payload());
        caller.asksFor("s3:PutObject", bucket + "/" + key);
        buckets.put(bucket, key, out -> out.write(content));
        return done(action, bucket + "/" + key, 1, content.length + " bytes", null);
    }

    private CompletionStage<ActionResult> republish(
            RuleAction.Republish action, String resource, Input input) {
        String topic = resource.startsWith("$$") ? resource.substring(1) : resource;
        caller.asksFor("iot:Publish", "topic/" + topic);
        IotMessage message = input.message();
        if (message.hops() >= MAX_HOPS) {
            return done(
                    action,
                    topic,
                    1,
                    "",
                    "the message was republished "
                            + MAX_HOPS
                            + " times already: rules feed one another");
        }
        IotMessage next =
                new IotMessage(
                        topic,
                        input.payload(),
                        IotMessage.of(topic, input.payload(), MessageContext.NONE).context(),
                        message.hops() + 1);
        return republisher
                .republish(next, action.qos())
                .handle(
                        (nothing, failure) ->
                                new ActionResult(
                                        action.type(),
                                        topic,
                                        1,
                                        input.payload().remaining() + " bytes",
                                        failure == null ? null : reason(failure)));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static CompletionStage<ActionResult> done(
            RuleAction action,
            String resource,
            int attempts,
            String detail,
            @Nullable String error) {
        return CompletableFuture.completedFuture(
                new ActionResult(action.type(), resource, attempts, detail, error));
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }

    static String text(ByteBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
    }
}
