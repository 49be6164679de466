/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.iotsql.RuleStatement;
import io.sluice.iotsql.SqlSyntaxException;
import io.sluice.iotsql.SqlVersion;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Members;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a TopicRulePayload and refuses what AWS refuses, and what is not done here. */
final class TopicRuleReader {

    private static final String NAME_PATTERN = "[a-zA-Z0-9_]+";
    private static final int MAX_NAME_LENGTH = 128;

    private TopicRuleReader() {}

    /**
     * Reads a rule.
     *
     * @throws AwsFailure {@code SqlParseException}, or what is wrong with the payload
     */
    static TopicRule read(String name, ObjectNode payload, Instant createdAt) {
        checkName(name);
        Members members = Members.of(payload);
        members.allow(
                Set.of(
                        "sql",
                        "description",
                        "actions",
                        "ruleDisabled",
                        "awsIotSqlVersion",
                        "errorAction"),
                Map.of());
        RuleStatement statement = statement(members);
        RuleActionReader reader = new RuleActionReader(statement);
        Members errorAction = members.structure("errorAction");
        members.text("description");
        return new TopicRule(
                name,
                payload.deepCopy(),
                statement,
                actions(payload.get("actions"), reader),
                errorAction == null ? null : reader.read(errorAction),
                members.flag("ruleDisabled", false),
                createdAt);
    }

    /** Refuses what cannot be the name of a rule. */
    static void checkName(String name) {
        if (!name.matches(NAME_PATTERN) || name.length() > MAX_NAME_LENGTH) {
            throw AwsFailure.invalidArgument(
                    "The rule name '"
                            + name
                            + "' must have 1 to "
                            + MAX_NAME_LENGTH
                            + " letters, digits and underscores");
        }
    }

    private static RuleStatement statement(Members members) {
        String sql = members.text("sql");
        if (sql == null || sql.isBlank()) {
            throw AwsFailure.client("SqlParseException", "The SQL statement is missing");
        }
        String version = members.text("awsIotSqlVersion");
        SqlVersion spoken;
        try {
            spoken = version == null ? SqlVersion.AWS_DEFAULT : SqlVersion.of(version);
        } catch (IllegalArgumentException e) {
            throw AwsFailure.invalidArgument(String.valueOf(e.getMessage()));
        }
        try {
            return RuleStatement.parse(sql, spoken);
        } catch (SqlSyntaxException e) {
            throw AwsFailure.client("SqlParseException", String.valueOf(e.getMessage()));
        }
    }

    private static List<RuleAction> actions(JsonNode list, RuleActionReader reader) {
        if (list == null || !list.isArray()) {
            throw AwsFailure.invalidArgument("'actions' must be a list");
        }
        if (list.size() > TopicRules.MAX_ACTIONS) {
            throw AwsFailure.invalidArgument(
                    "A rule may have " + TopicRules.MAX_ACTIONS + " actions, not " + list.size());
        }
        List<RuleAction> actions = new ArrayList<>();
        for (JsonNode one : list) {
            if (!(one instanceof ObjectNode action)) {
                throw AwsFailure.invalidArgument("'actions' must be a list of structures");
            }
            actions.add(reader.read(Members.of(action)));
        }
        return List.copyOf(actions);
    }
}
