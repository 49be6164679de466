/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import io.sluice.iotsql.expression.Comparison;
import io.sluice.iotsql.expression.Expression;
import io.sluice.iotsql.expression.Logic;
import io.sluice.iotsql.expression.Not;
import io.sluice.iotsql.expression.Scope;
import io.sluice.iotsql.expression.SelectItem;
import io.sluice.iotsql.syntax.ParsedStatement;
import io.sluice.iotsql.topic.TopicFilter;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.JsonWriter;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Evaluates a statement part by part and keeps what each part came to. For one use. */
final class Explainer {

    /** Parts that are shown at most; a longer statement is not made clearer by more. */
    private static final int MOST_PARTS = 200;

    /** Characters of a value that are shown. */
    private static final int SHOWN = 200;

    private final RuleStatement statement;
    private final ParsedStatement parsed;
    private final RuleMessage message;
    private final RuleEnvironment environment;
    private final Scope scope;
    private final List<Explanation.Part> parts = new ArrayList<>();

    Explainer(
            RuleStatement statement,
            ParsedStatement parsed,
            RuleMessage message,
            RuleEnvironment environment) {
        this.statement = statement;
        this.parsed = parsed;
        this.message = message;
        this.environment = environment;
        this.scope = statement.scope(message, environment);
    }

    Explanation explain() {
        for (int i = 0; i < parsed.variables().size(); i++) {
            scope.set(i, add("SET", 0, parsed.variables().get(i).expression(), false));
        }
        Expression where = parsed.where();
        if (where != null) {
            add("WHERE", 0, where, true);
        }
        for (SelectItem item : parsed.selection().items()) {
            if (item.expression() != null) {
                add("SELECT", 0, item.expression(), false);
            }
        }
        return new Explanation(topic(), parts, statement.evaluate(message, environment));
    }

    private Explanation.TopicMatch topic() {
        TopicFilter filter = parsed.filter();
        String topic = message.topic();
        if (filter == null) {
            return new Explanation.TopicMatch(
                    true,
                    topic,
                    "",
                    0,
                    "",
                    "",
                    "FROM is left out: the rule takes what Basic Ingest sends it");
        }
        TopicFilter.Mismatch mismatch = filter.mismatch(topic);
        return mismatch == null
                ? new Explanation.TopicMatch(
                        true, topic, filter.text(), 0, "", "", "the topic matches")
                : new Explanation.TopicMatch(
                        false,
                        topic,
                        filter.text(),
                        mismatch.level(),
                        mismatch.wanted(),
                        mismatch.found(),
                        mismatch.reason());
    }

    /** Adds a part, and the parts of it that make it clear; its value. */
    private Value add(String clause, int depth, Expression expression, boolean condition) {
        if (parts.size() >= MOST_PARTS) {
            return AbsentValue.UNDEFINED;
        }
        Value value = AbsentValue.UNDEFINED;
        String shown;
        boolean failed = false;
        try {
            value = expression.evaluate(scope.afresh());
            shown = shown(value);
        } catch (EvaluationException e) {
            shown = "failed: " + e.failure().message();
            failed = true;
        }
        int start = expression.span().start();
        parts.add(
                new Explanation.Part(
                        clause,
                        depth,
                        expression.span().of(statement.sql()),
                        TextPosition.line(statement.sql(), start),
                        TextPosition.column(statement.sql(), start),
                        shown,
                        value.isUndefined() && !failed));
        boolean joins =
                condition
                        && (expression instanceof Logic
                                || expression instanceof Not
                                || expression instanceof Comparison);
        if (joins || (value.isUndefined() && !failed)) {
            for (Expression child : expression.children()) {
                if (child.constant() == null) {
                    add(clause, depth + 1, child, condition);
                }
            }
        }
        return value;
    }

    private static String shown(Value value) {
        if (value.isUndefined()) {
            return "Undefined";
        }
        try {
            String json = JsonWriter.text(value, SqlLimits.RESULT_LENGTH);
            return json.length() > SHOWN ? json.substring(0, SHOWN) + "..." : json;
        } catch (EvaluationException e) {
            return "a value too long to show";
        }
    }
}
