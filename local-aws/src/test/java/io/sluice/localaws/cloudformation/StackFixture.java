/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.Account;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.s3.BucketFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** CloudFormation with the services that it deploys into, and a caller of its operations. */
final class StackFixture implements AutoCloseable {

    static final String ACCOUNT = "000000000000";
    static final String REGION = "eu-central-1";

    final DeliveryStreams streams;
    final TopicRules rules;
    final CloudFormation cloudFormation;
    final CloudFormationApi api;

    StackFixture(Path data) throws IOException {
        BucketFolders buckets = new BucketFolders(data.resolve("s3"), data.resolve("partial"));
        streams =
                new DeliveryStreams(
                        new Account(ACCOUNT, REGION),
                        data.resolve("firehose"),
                        buckets,
                        new Faults(1),
                        Duration.ZERO,
                        Clock.systemUTC());
        rules =
                new TopicRules(
                        "arn:aws:iot:" + REGION + ":" + ACCOUNT + ":rule/",
                        data.resolve("rules"),
                        Clock.systemUTC());
        cloudFormation =
                new CloudFormation(
                        data.resolve("cloudformation"),
                        streams,
                        buckets,
                        rules,
                        REGION,
                        ACCOUNT,
                        Clock.systemUTC());
        api = new CloudFormationApi(cloudFormation);
    }

    ObjectNode request(String stack, String template, String... parameters) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("StackName", stack);
        if (!template.isEmpty()) {
            request.put("TemplateBody", template);
        }
        ArrayNode list = request.putArray("Parameters");
        for (int i = 0; i < parameters.length; i += 2) {
            list.addObject()
                    .put("ParameterKey", parameters[i])
                    .put("ParameterValue", parameters[i + 1]);
        }
        return request;
    }

    /** Calls, waits until nothing is in progress, and answers the stack's status. */
    String after(String operation, ObjectNode request) {
        String id = api.call(operation, request).path("StackId").asText();
        return settled(id.isEmpty() ? request.path("StackName").asText() : id);
    }

    String settled(String stackId) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !stack(stackId).path("StackStatus").asText().endsWith("_IN_PROGRESS"));
        return stack(stackId).path("StackStatus").asText();
    }

    JsonNode stack(String nameOrId) {
        return api.call("DescribeStacks", request(nameOrId, "")).at("/Stacks/0");
    }

    /** {@code LOGICALID STATUS}, oldest first. */
    List<String> events(String nameOrId) {
        JsonNode events =
                api.call("DescribeStackEvents", request(nameOrId, "")).path("StackEvents");
        List<String> told =
                new java.util.ArrayList<>(
                        events.valueStream()
                                .map(
                                        event ->
                                                event.path("LogicalResourceId").asText()
                                                        + " "
                                                        + event.path("ResourceStatus").asText())
                                .toList());
        java.util.Collections.reverse(told);
        return told;
    }

    String reason(String nameOrId, String logicalId, String status) {
        return api.call("DescribeStackEvents", request(nameOrId, ""))
                .path("StackEvents")
                .valueStream()
                .filter(
                        event ->
                                event.path("LogicalResourceId").asText().equals(logicalId)
                                        && event.path("ResourceStatus").asText().equals(status))
                .map(event -> event.path("ResourceStatusReason").asText())
                .findFirst()
                .orElse("no such event");
    }

    @Override
    public void close() {
        cloudFormation.close();
        streams.close();
    }
}
