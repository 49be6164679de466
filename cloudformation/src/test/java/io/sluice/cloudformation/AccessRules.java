/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whether the roles of a stack let those who use them do their work: a missing permission shows
 * only when the first record is delivered. And whether nobody else may use them.
 */
final class AccessRules {

    private final Stack stack;
    private final List<String> problems = new ArrayList<>();

    private AccessRules(Stack stack) {
        this.stack = stack;
    }

    /** What is wrong with the roles and policies of a stack. */
    static List<String> problems(Stack stack) {
        AccessRules rules = new AccessRules(stack);
        stack.ofType("AWS::IAM::Role").forEach(rules::trust);
        stack.ofType("AWS::KinesisFirehose::DeliveryStream").forEach(rules::delivery);
        stack.ofType("AWS::IoT::TopicRule").forEach(rules::topicRule);
        return rules.problems;
    }

    /** The statements of all the policies that a role has in the template. */
    static List<JsonNode> statements(Stack stack, String roleId) {
        return stack.properties(roleId)
                .path("Policies")
                .valueStream()
                .flatMap(policy -> policy.path("PolicyDocument").path("Statement").valueStream())
                .toList();
    }

    private void trust(JsonNode role) {
        for (JsonNode statement : role.path("AssumeRolePolicyDocument").path("Statement")) {
            String service = statement.path("Principal").path("Service").asText();
            String condition = statement.path("Condition").toString();
            // AWS Lambda names no source when it takes on the role of a function
            boolean named =
                    condition.contains("aws:SourceAccount") && condition.contains("aws:SourceArn");
            if (!service.equals("lambda.amazonaws.com") && !named) {
                problems.add("any account's " + service + " may use the role " + role);
            }
        }
    }

    private void delivery(JsonNode stream) {
        for (Map.Entry<String, JsonNode> entry : stream.properties()) {
            JsonNode destination = entry.getValue();
            if (!entry.getKey().endsWith("DestinationConfiguration")) {
                continue;
            }
            String role = role(destination);
            Stream.of(
                            destination,
                            destination.path("S3Configuration"),
                            destination.path("S3BackupConfiguration"))
                    .filter(s3 -> s3.has("BucketARN"))
                    .map(s3 -> s3.path("BucketARN").asText())
                    .forEach(
                            bucket -> {
                                allows(role, "s3:PutObject", bucket + "/*");
                                allows(role, "s3:GetBucketLocation", bucket);
                            });
            JsonNode secret = destination.path("SecretsManagerConfiguration").path("SecretARN");
            if (!secret.isMissingNode()) {
                allows(role, "secretsmanager:GetSecretValue", secret.asText());
            }
            for (String function :
                    DeliveryStreamRules.parameters(destination, "Lambda", "LambdaArn")) {
                allows(role, "lambda:InvokeFunction", function);
                allows(role, "lambda:GetFunctionConfiguration", function);
            }
            JsonNode domain = destination.path("DomainARN");
            if (!domain.isMissingNode()) {
                allows(role, "es:ESHttpPost", domain.asText() + "/*");
            }
            if (destination.path("DataFormatConversionConfiguration").path("Enabled").asBoolean()) {
                allows(
                        role,
                        "glue:GetTableVersions",
                        "arn:aws:glue:eu-west-1:123456789012:catalog");
            }
            allows(
                    role,
                    "logs:PutLogEvents",
                    "arn:aws:logs:eu-west-1:123456789012:log-group:ref:DeliveryLogGroup:log-stream:*");
        }
    }

    private static String role(JsonNode destination) {
        JsonNode own = destination.path("RoleARN");
        JsonNode role =
                own.isMissingNode() ? destination.path("S3Configuration").path("RoleARN") : own;
        return logicalId(role.asText());
    }

    private void topicRule(JsonNode rule) {
        JsonNode payload = rule.path("TopicRulePayload");
        for (JsonNode action : payload.path("Actions")) {
            String role = logicalId(action.path("Firehose").path("RoleArn").asText());
            boolean batches = action.path("Firehose").path("BatchMode").asBoolean();
            allowsAny(role, "firehose:PutRecord");
            if (batches) {
                allowsAny(role, "firehose:PutRecordBatch");
            } else if (grants(role, "firehose:PutRecordBatch").findAny().isPresent()) {
                problems.add("the rule's role may put batches, and the rule puts none");
            }
        }
        JsonNode error = payload.path("ErrorAction");
        if (error.has("S3")) {
            allowsAny(logicalId(error.path("S3").path("RoleArn").asText()), "s3:PutObject");
        }
        if (error.has("Republish")) {
            String topic = error.path("Republish").path("Topic").asText();
            allows(
                    logicalId(error.path("Republish").path("RoleArn").asText()),
                    "iot:Publish",
                    "arn:aws:iot:eu-west-1:123456789012:topic/" + topic);
        }
    }

    private void allows(String role, String action, String resource) {
        boolean granted =
                grants(role, action)
                        .anyMatch(
                                statement -> texts(statement.path("Resource")).contains(resource));
        if (!granted) {
            problems.add(role + " may not " + action + " on " + resource);
        }
    }

    private void allowsAny(String role, String action) {
        if (grants(role, action).findAny().isEmpty()) {
            problems.add(role + " may not " + action);
        }
    }

    private Stream<JsonNode> grants(String role, String action) {
        return statements(stack, role).stream()
                .filter(statement -> texts(statement.path("Action")).contains(action));
    }

    /** A text or a list of texts, as policies have them. */
    static List<String> texts(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::asText).toList()
                : List.of(value.asText());
    }

    private static String logicalId(String arn) {
        return arn.replaceAll(".*:::|/.*", "");
    }
}
