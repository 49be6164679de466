/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.iotsql.RuleStatement;
import io.sluice.iotsql.SqlSyntaxException;
import io.sluice.iotsql.SqlVersion;
import io.sluice.iotsql.SubstitutionTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * AWS's rules for a topic rule that the linter does not know, and Sluice's own: every rule has an
 * error action, and a newline after each record.
 *
 * <p>Source: AWS IoT Developer Guide, "Creating an AWS IoT rule", "Firehose" (rule action), "Error
 * handling (error action)".
 */
final class TopicRuleRules {

    private TopicRuleRules() {}

    /** What is wrong with the {@code TopicRulePayload} of an {@code AWS::IoT::TopicRule}. */
    static List<String> problems(JsonNode payload) {
        List<String> problems = new ArrayList<>();
        JsonNode version = payload.path("AwsIotSqlVersion");
        if (!version.isTextual() || !version.textValue().equals("2016-03-23")) {
            problems.add("AwsIotSqlVersion has to be the text '2016-03-23', not " + version);
        }
        sql(payload.path("Sql").asText(), problems);
        if (payload.path("ErrorAction").size() != 1) {
            problems.add("there has to be one error action: what fails is lost otherwise");
        }
        template(payload.path("ErrorAction").path("S3").path("Key").asText(), problems);
        for (JsonNode action : payload.path("Actions")) {
            String separator = action.path("Firehose").path("Separator").asText();
            if (action.has("Firehose") && !separator.equals("\n")) {
                problems.add("the separator has to be a newline itself, not '" + separator + "'");
            }
        }
        return problems;
    }

    private static void sql(String sql, List<String> problems) {
        try {
            RuleStatement.parse(sql, SqlVersion.V2016_03_23);
        } catch (SqlSyntaxException e) {
            problems.add("the SQL does not parse: " + e.getMessage());
        }
    }

    private static void template(String text, List<String> problems) {
        try {
            SubstitutionTemplate.parse(text, SqlVersion.V2016_03_23);
        } catch (SqlSyntaxException e) {
            problems.add("the error action's key does not parse: " + e.getMessage());
        }
    }
}
