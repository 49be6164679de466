/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import io.sluice.iotsql.Explanation;
import io.sluice.iotsql.RuleEnvironment;
import io.sluice.iotsql.RuleMessage;
import io.sluice.iotsql.RuleStatement;
import io.sluice.iotsql.SqlSyntaxException;
import io.sluice.iotsql.SqlVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries a topic rule on one message without AWS: whether it would fire, why not, and what its
 * actions would be called with. For one thread.
 */
public final class RuleTrial {

    /**
     * <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-basic-ingest.html">AWS IoT
     * Developer Guide, Basic Ingest</a>: a topic below this one names the rule.
     */
    private static final String BASIC_INGEST = "$aws/rules/";

    private final RuleStatement statement;
    private final @Nullable String name;
    private final List<TrialAction> actions = new ArrayList<>();
    private final @Nullable TrialAction errorAction;
    private final List<String> notes;

    private RuleTrial(RuleStatement statement, @Nullable TemplateRule rule) {
        this.statement = statement;
        this.name = rule == null ? null : rule.name();
        this.notes = rule == null ? List.of() : notes(statement, rule);
        RuleAction onError = rule == null ? null : rule.errorAction();
        this.errorAction = onError == null ? null : new TrialAction(onError, statement);
        if (rule != null) {
            rule.actions().forEach(action -> actions.add(new TrialAction(action, statement)));
        }
    }

    /**
     * A statement by itself, without actions.
     *
     * @param what is read, for the message of a problem
     * @param version 2015-10-08 or 2016-03-23
     * @throws IllegalArgumentException if it cannot be read; the message says where and why, with a
     *     caret under the place
     */
    public static RuleTrial of(String what, String sql, String version) {
        return new RuleTrial(parsed(what, sql, SqlVersion.of(version)), null);
    }

    /**
     * The rule of a template.
     *
     * @param what is read, for the message of a problem
     * @throws IllegalArgumentException if its SQL or a substitution template of an action cannot be
     *     read; the message says where and why, with a caret under the place
     */
    public static RuleTrial of(String what, TemplateRule rule) {
        String version = rule.sqlVersion();
        return new RuleTrial(
                parsed(
                        what,
                        rule.sql(),
                        version == null ? SqlVersion.AWS_DEFAULT : SqlVersion.of(version)),
                rule);
    }

    private static RuleStatement parsed(String what, String sql, SqlVersion version) {
        try {
            return RuleStatement.parse(sql, version);
        } catch (SqlSyntaxException e) {
            throw new IllegalArgumentException(SyntaxProblem.describe(what, sql, e), e);
        }
    }

    private static List<String> notes(RuleStatement statement, TemplateRule rule) {
        List<String> notes = new ArrayList<>();
        if (rule.disabled()) {
            notes.add(
                    "the template deploys it disabled with these parameters: until it is enabled it fires for no message");
        }
        if (rule.sqlVersion() == null) {
            notes.add("it names no AwsIotSqlVersion, which AWS takes for 2015-10-08");
        }
        if (rule.errorAction() == null) {
            notes.add("it has no ErrorAction: what an action fails for is lost");
        }
        if (rule.firehose().stream().anyMatch(TemplateRule.FirehoseAction::batchMode)
                && !statement.mayYieldArray()) {
            notes.add("its BatchMode does nothing: the SQL yields no array; write SELECT VALUE");
        }
        return notes;
    }

    /** What is worth knowing of the rule, whatever the message. */
    public List<String> notes() {
        return notes;
    }

    /** The statement. */
    public RuleStatement statement() {
        return statement;
    }

    /**
     * What came of it.
     *
     * @param explanation whether it fires, and why
     * @param actions what its actions are called with, in their order; none if it does not fire
     * @param errorAction what is called if one of them fails, or null
     */
    public record Result(
            Explanation explanation, List<ActionCall> actions, @Nullable ActionCall errorAction) {}

    /** Tries it on a message; the topic may be one of Basic Ingest. */
    public Result run(RuleMessage published, RuleEnvironment environment) {
        int end = published.topic().indexOf('/', BASIC_INGEST.length());
        boolean basicIngest = published.topic().startsWith(BASIC_INGEST) && end > 0;
        RuleMessage message =
                basicIngest
                        ? new RuleMessage(
                                published.topic().substring(end + 1),
                                published.payload(),
                                published.context())
                        : published;
        Explanation explanation = statement.explain(message, environment);
        if (basicIngest) {
            String named = published.topic().substring(BASIC_INGEST.length(), end);
            explanation =
                    name == null || name.equals(named)
                            ? explanation.byBasicIngest()
                            : forAnotherRule(explanation, published.topic(), name, named);
        }
        if (!explanation.fires()) {
            return new Result(explanation, List.of(), null);
        }
        List<ActionCall> calls = new ArrayList<>();
        for (TrialAction action : actions) {
            calls.add(action.call(explanation.outcome(), message, environment));
        }
        return new Result(
                explanation,
                calls,
                errorAction == null
                        ? null
                        : errorAction.call(explanation.outcome(), message, environment));
    }

    private static Explanation forAnotherRule(
            Explanation explanation, String topic, String name, String named) {
        return new Explanation(
                new Explanation.TopicMatch(
                        false,
                        topic,
                        BASIC_INGEST + name + "/#",
                        3,
                        name,
                        named,
                        "Basic Ingest calls the rule that the topic names, and no other"),
                explanation.parts(),
                explanation.outcome());
    }
}
