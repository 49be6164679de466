/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import java.util.List;
import java.util.Optional;

/**
 * The parsed statement of an AWS IoT topic rule (AWS IoT Developer Guide, "AWS IoT SQL reference").
 * Immutable; any thread.
 */
public final class RuleStatement {

    private final String sql;
    private final SqlVersion version;

    private RuleStatement(String sql, SqlVersion version) {
        this.sql = sql;
        this.version = version;
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
        return new RuleStatement(sql, version);
    }

    /** The statement as it was written. */
    public String sql() {
        return sql;
    }

    /** The version of its engine. */
    public SqlVersion version() {
        return version;
    }

    /** The filter of FROM; empty if there is no FROM, as rules for Basic Ingest alone may do. */
    public Optional<String> topicFilter() {
        return Optional.empty();
    }

    /**
     * Whether the topic matches the filter of FROM, as AWS matches: {@code a/#} does not match
     * {@code a}, and a wildcard at the front does not match a topic that begins with {@code $}.
     * True if there is no FROM.
     */
    public boolean matches(String topic) {
        return true;
    }

    /**
     * Whether every message passes as it is: {@code SELECT *}, no WHERE and no SET. Then {@link
     * #evaluate} never looks into the payload, and its result has the very same bytes.
     */
    public boolean passesPayloadThrough() {
        return true;
    }

    /**
     * Evaluates the statement. Does not look at the topic: AWS does not either where a message
     * comes by Basic Ingest; ask {@link #matches} before.
     *
     * <p>Ends in bounded time, depth and memory, whatever the message; throws nothing.
     */
    public RuleOutcome evaluate(RuleMessage message, RuleEnvironment environment) {
        return RuleOutcome.fired(message.payload(), Optional::empty);
    }

    /** Evaluates the statement part by part, topic included; slower, for people to read. */
    public Explanation explain(RuleMessage message, RuleEnvironment environment) {
        return new Explanation(
                new Explanation.TopicMatch(true, "", 0, "", "", "there is no FROM"),
                List.of(),
                evaluate(message, environment));
    }

    @Override
    public String toString() {
        return sql + " (" + version + ")";
    }
}
