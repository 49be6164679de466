/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.MessageContext;
import io.sluice.iotsql.RuleEnvironment;
import io.sluice.iotsql.RuleMessage;
import io.sluice.iotsql.RuleOutcome;
import io.sluice.iotsql.RuleStatement;
import io.sluice.iotsql.SqlSyntaxException;
import io.sluice.iotsql.SqlVersion;
import io.sluice.iotsql.UserProperty;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A topic rule that is applied in the gateway, as AWS IoT Core applies it: the same evaluator runs
 * in both places of a local system. FROM is not looked at, since the route's filter selects.
 */
public final class TopicRule implements ReadingRule {

    private final RuleStatement statement;
    private final RuleEnvironment environment;
    private final RuleIdentity identity;
    private final boolean batchMode;
    private final boolean passes;
    private final MessageContext withoutProperties;

    private TopicRule(
            RuleStatement statement,
            RuleEnvironment environment,
            RuleIdentity identity,
            boolean batchMode) {
        this.statement = statement;
        this.environment = environment;
        this.identity = identity;
        this.batchMode = batchMode;
        this.passes = statement.passesPayloadThrough() && !batchMode;
        this.withoutProperties = MessageContext.mqtt3(identity.clientId(), null, null);
    }

    /**
     * Reads a rule's SQL.
     *
     * @param version 2015-10-08 or 2016-03-23
     * @param batchMode whether an array that the rule yields leaves as its elements
     * @throws IllegalArgumentException if it cannot be read; the message says where and why
     */
    public static TopicRule parse(
            String sql, String version, boolean batchMode, RuleIdentity identity) {
        try {
            return new TopicRule(
                    RuleStatement.parse(sql, SqlVersion.of(version)),
                    RuleEnvironment.system(identity.accountId()),
                    identity,
                    batchMode);
        } catch (SqlSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public RuleResult apply(String topic, Payload payload, MessageProperties properties) {
        if (passes) {
            return RuleResult.fired(payload);
        }
        RuleOutcome outcome =
                statement.evaluate(
                        new RuleMessage(topic, payload.asReadOnlyBuffer(), context(properties)),
                        environment);
        return switch (outcome.kind()) {
            case NOT_TRUE -> RuleResult.SILENT;
            case FIRED -> fired(outcome, payload);
            case FAILED ->
                    RuleResult.failed(
                            outcome.failure()
                                    .map(EvaluationFailure::describe)
                                    .orElse("the rule cannot be evaluated"));
        };
    }

    private RuleResult fired(RuleOutcome outcome, Payload payload) {
        if (!batchMode) {
            ByteBuffer made = outcome.payloadToKeep();
            return RuleResult.fired(made.hasArray() ? kept(made) : payload);
        }
        List<Payload> outputs = new ArrayList<>();
        for (ByteBuffer element : outcome.elements().orElse(List.of(outcome.payload()))) {
            outputs.add(copied(element));
        }
        return RuleResult.fired(outputs);
    }

    private MessageContext context(MessageProperties properties) {
        if (properties.isEmpty()) {
            return withoutProperties;
        }
        return new MessageContext(
                identity.clientId(),
                null,
                null,
                null,
                properties.utf8(),
                properties.contentType(),
                properties.responseTopic(),
                properties.correlationData() == null
                        ? null
                        : properties.correlationData().asReadOnlyBuffer(),
                properties.userProperties().stream()
                        .map(property -> new UserProperty(property.name(), property.value()))
                        .toList());
    }

    private static Payload kept(ByteBuffer bytes) {
        return Payload.of(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    private static Payload copied(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return Payload.of(copy);
    }

    /** The statement. */
    @Override
    public String toString() {
        return statement.toString();
    }
}
