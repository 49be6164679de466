/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.rule;

import io.sluice.iotsql.RuleStatement;
import io.sluice.iotsql.SqlSyntaxException;
import io.sluice.iotsql.SubstitutionTemplate;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Members;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one action of a rule; kinds that are not done here are refused by name. */
final class RuleActionReader {

    /** "Firehose", AWS IoT Developer Guide: the separators that a rule may use. */
    private static final Set<String> SEPARATORS = Set.of("\n", "\t", "\r\n", ",");

    /** The kinds of "AWS IoT rule actions" that local AWS has not. */
    private static final List<String> UNSUPPORTED =
            List.of(
                    "cloudwatchAlarm",
                    "cloudwatchMetric",
                    "dynamoDB",
                    "dynamoDBv2",
                    "elasticsearch",
                    "http",
                    "iotAnalytics",
                    "iotEvents",
                    "iotSiteWise",
                    "kafka",
                    "kinesis",
                    "lambda",
                    "location",
                    "openSearch",
                    "salesforce",
                    "sns",
                    "sqs",
                    "stepFunctions",
                    "timestream",
                    "timestreamInfluxDB");

    private final RuleStatement statement;

    RuleActionReader(RuleStatement statement) {
        this.statement = statement;
    }

    RuleAction read(Members action) {
        action.allow(
                Set.of("firehose", "s3", "republish", "cloudwatchLogs"),
                UNSUPPORTED.stream()
                        .collect(Collectors.toMap(kind -> kind, kind -> "a rule action")));
        List<String> kinds =
                Stream.of("firehose", "s3", "republish", "cloudwatchLogs")
                        .filter(action::has)
                        .toList();
        if (kinds.size() != 1) {
            throw AwsFailure.invalidArgument(
                    "An action must be of exactly one kind, and this one has " + kinds.size());
        }
        String kind = kinds.get(0);
        Members body = action.structure(kind);
        if (body == null) {
            throw new IllegalStateException("has() was true");
        }
        required(body, "roleArn");
        return switch (kind) {
            case "firehose" -> firehose(body);
            case "s3" -> {
                body.allow(Set.of("roleArn", "bucketName", "key", "cannedAcl"), Map.of());
                yield new RuleAction.S3(template(body, "bucketName"), template(body, "key"));
            }
            case "republish" -> republish(body);
            default -> {
                body.allow(Set.of("roleArn", "logGroupName", "batchMode"), Map.of());
                yield new RuleAction.Logs(template(body, "logGroupName"));
            }
        };
    }

    private RuleAction firehose(Members body) {
        body.allow(Set.of("roleArn", "deliveryStreamName", "separator", "batchMode"), Map.of());
        String separator = body.text("separator");
        if (separator != null && !SEPARATORS.contains(separator)) {
            throw AwsFailure.invalidArgument(
                    "'"
                            + body.pathOf("separator")
                            + "' must be a newline, a tab, a carriage return and a newline, or a"
                            + " comma");
        }
        return new RuleAction.Firehose(
                template(body, "deliveryStreamName"),
                separator == null ? "" : separator,
                body.flag("batchMode", false));
    }

    private RuleAction republish(Members body) {
        body.allow(
                Set.of("roleArn", "topic", "qos"), Map.of("headers", "MQTT 5 headers of its own"));
        Integer qos = body.integer("qos");
        if (qos != null && qos != 0 && qos != 1) {
            throw AwsFailure.invalidArgument("'" + body.pathOf("qos") + "' must be 0 or 1");
        }
        return new RuleAction.Republish(template(body, "topic"), qos == null ? 0 : qos);
    }

    private SubstitutionTemplate template(Members body, String name) {
        String text = required(body, name);
        try {
            return SubstitutionTemplate.parse(text, statement);
        } catch (SqlSyntaxException e) {
            throw AwsFailure.client("SqlParseException", body.pathOf(name) + ": " + e.getMessage());
        }
    }

    private static String required(Members body, String name) {
        @Nullable String text = body.text(name);
        if (text == null || text.isEmpty()) {
            throw AwsFailure.invalidArgument("'" + body.pathOf(name) + "' is missing");
        }
        return text;
    }
}
