/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import io.sluice.iotsql.expression.Expression;
import io.sluice.iotsql.expression.Scope;
import io.sluice.iotsql.expression.Selection;
import io.sluice.iotsql.function.FunctionContext;
import io.sluice.iotsql.syntax.Dialect;
import io.sluice.iotsql.syntax.ParsedStatement;
import io.sluice.iotsql.syntax.StatementParser;
import io.sluice.iotsql.topic.TopicFilter;
import io.sluice.iotsql.value.BooleanValue;
import io.sluice.iotsql.value.JsonWriter;
import io.sluice.iotsql.value.Value;
import io.sluice.iotsql.value.Work;
import java.util.Optional;

/**
 * The parsed statement of an AWS IoT topic rule (AWS IoT Developer Guide, "AWS IoT SQL reference").
 * Immutable; any thread.
 */
public final class RuleStatement {

    private final String sql;
    private final SqlVersion version;
    private final SqlPolicy policy;
    private final ParsedStatement parsed;

    private RuleStatement(
            String sql, SqlVersion version, SqlPolicy policy, ParsedStatement parsed) {
        this.sql = sql;
        this.version = version;
        this.policy = policy;
        this.parsed = parsed;
    }

    /**
     * Reads a statement.
     *
     * @throws SqlSyntaxException if it cannot be read; the message says where and what was expected
     */
    public static RuleStatement parse(String sql, SqlVersion version) {
        return parse(sql, version, SqlPolicy.DEFAULT);
    }

    /**
     * Reads a statement, with other answers to what AWS's documentation leaves open.
     *
     * @throws SqlSyntaxException if it cannot be read; the message says where and what was expected
     */
    public static RuleStatement parse(String sql, SqlVersion version, SqlPolicy policy) {
        return new RuleStatement(sql, version, policy, StatementParser.parse(sql, version, policy));
    }

    /** The statement as it was written. */
    public String sql() {
        return sql;
    }

    /** The version of its engine. */
    public SqlVersion version() {
        return version;
    }

    /** The answers to what AWS's documentation leaves open. */
    public SqlPolicy policy() {
        return policy;
    }

    /** The filter of FROM; empty if there is no FROM, as rules for Basic Ingest alone may do. */
    public Optional<String> topicFilter() {
        return Optional.ofNullable(parsed.filter()).map(TopicFilter::text);
    }

    /**
     * Whether the topic matches the filter of FROM, as AWS matches: {@code a/#} does not match
     * {@code a}, and a wildcard at the front does not match a topic that begins with {@code $}.
     * True if there is no FROM.
     */
    public boolean matches(String topic) {
        TopicFilter filter = parsed.filter();
        return filter == null || filter.matches(topic);
    }

    /**
     * Whether every message passes as it is: {@code SELECT *}, no WHERE and no SET. Then {@link
     * #evaluate} never looks into the payload, and its result has the very same bytes.
     */
    public boolean passesPayloadThrough() {
        return parsed.selection().isStar()
                && parsed.where() == null
                && parsed.variables().isEmpty();
    }

    /**
     * Whether the result can be an array, so that an action in batch mode can send it element by
     * element: {@code SELECT VALUE}, or {@code SELECT *} where the payload is one.
     */
    public boolean mayYieldArray() {
        return parsed.selection().value() || parsed.selection().isStar();
    }

    /**
     * Evaluates the statement. Does not look at the topic: AWS does not either where a message
     * comes by Basic Ingest; ask {@link #matches} before.
     *
     * <p>Ends in bounded time, depth and memory, whatever the message; throws nothing.
     */
    public RuleOutcome evaluate(RuleMessage message, RuleEnvironment environment) {
        if (passesPayloadThrough()) {
            return RuleResult.passedThrough(message.payload());
        }
        try {
            Scope scope = scope(message, environment);
            setVariables(scope);
            Expression where = parsed.where();
            if (where != null && where.evaluate(scope) != BooleanValue.TRUE) {
                return RuleOutcome.notTrue();
            }
            return select(scope, message);
        } catch (EvaluationException e) {
            return RuleOutcome.failed(e.failure());
        }
    }

    private RuleOutcome select(Scope scope, RuleMessage message) {
        Selection selection = parsed.selection();
        if (selection.isStar()) {
            return policy.untouched() == SqlPolicy.Untouched.ORIGINAL_BYTES
                    ? RuleResult.passedThrough(message.payload())
                    : RuleResult.rewritten(message.payload(), scope.functions().wholeIsInt());
        }
        return RuleResult.of(selection.evaluate(scope), message.payload(), this);
    }

    /** Evaluates the statement part by part, topic included; slower, for people to read. */
    public Explanation explain(RuleMessage message, RuleEnvironment environment) {
        return new Explainer(this, parsed, message, environment).explain();
    }

    /** What a template of this rule's actions is read with. */
    Dialect dialect() {
        return new Dialect(version, policy, parsed.variableNames());
    }

    /** A scope of that message, its variables not yet set. */
    Scope scope(RuleMessage message, RuleEnvironment environment) {
        FunctionContext context =
                new FunctionContext(message, environment, version, policy, new Work());
        return Scope.ofMessage(sql, context, parsed.variables().size());
    }

    /** Sets the variables of SET, which may be 128 KiB together. */
    void setVariables(Scope scope) {
        int length = 0;
        for (int i = 0; i < parsed.variables().size(); i++) {
            Value value = parsed.variables().get(i).expression().evaluate(scope);
            length += JsonWriter.bytes(value, SqlLimits.VALUE_LENGTH).remaining();
            scope.work().read(length);
            Work.requireLength(length);
            scope.set(i, value);
        }
    }

    @Override
    public String toString() {
        return sql + " (" + version + ")";
    }
}
