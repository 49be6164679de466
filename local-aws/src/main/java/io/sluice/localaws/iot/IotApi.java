/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.access.Caller;
import io.sluice.localaws.iot.engine.IotMessage;
import io.sluice.localaws.iot.mqtt.IotLimits;
import io.sluice.localaws.iot.mqtt.Topics;
import io.sluice.localaws.iot.rule.TopicRule;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.RestRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * The operations of AWS IoT on topic rules, DescribeEndpoint, and Publish of its data plane: REST
 * with JSON.
 *
 * <p>Source: AWS IoT API Reference, CreateTopicRule, GetTopicRule, ReplaceTopicRule,
 * EnableTopicRule, DisableTopicRule, DeleteTopicRule, ListTopicRules, DescribeEndpoint; AWS IoT
 * Core data plane API, Publish.
 */
public final class IotApi {

    /** Names of errors that AWS IoT words as an invalid request. */
    private static final Set<String> INVALID =
            Set.of("InvalidArgumentException", "ValidationException", "SerializationException");

    private static final int MAX_LIST = 10_000;
    private static final double MILLIS = 1_000;
    private static final byte[] NOTHING = {};

    private static final ObjectMapper JSON = new ObjectMapper();

    private final IotCore core;
    private final TopicRules rules;

    /** Speaks for this core. */
    public IotApi(IotCore core) {
        this.core = core;
        this.rules = core.rules();
    }

    /** Whether the path's first part is one of this API's. */
    public static boolean answers(String firstPart) {
        return Set.of("rules", "endpoint", "topics").contains(firstPart);
    }

    /**
     * Carries out one call.
     *
     * @param caller whose call it is
     * @return the answer's JSON; empty where AWS answers with nothing
     * @throws AwsFailure where AWS would answer with an error
     */
    public byte[] call(Caller caller, RestRequest request) {
        try {
            return carryOut(caller, request);
        } catch (AwsFailure e) {
            throw INVALID.contains(e.code())
                    ? AwsFailure.client("InvalidRequestException", e.text())
                    : e;
        }
    }

    private byte[] carryOut(Caller caller, RestRequest request) {
        List<String> path = request.path();
        String method = request.method();
        String operation = method + " " + path.get(0) + "/" + path.size();
        String name = path.size() > 1 ? path.get(1) : "";
        return switch (operation) {
            case "GET rules/1" -> {
                caller.asksFor("iot:ListTopicRules", "*");
                yield list(request);
            }
            case "GET rules/2" -> {
                caller.asksFor("iot:GetTopicRule", "rule/" + name);
                yield get(name);
            }
            case "POST rules/2" -> {
                caller.asksFor("iot:CreateTopicRule", "rule/" + name);
                rules.create(name, payload(request));
                yield NOTHING;
            }
            case "PATCH rules/2" -> {
                caller.asksFor("iot:ReplaceTopicRule", "rule/" + name);
                rules.replace(name, payload(request));
                yield NOTHING;
            }
            case "DELETE rules/2" -> {
                caller.asksFor("iot:DeleteTopicRule", "rule/" + name);
                rules.delete(name);
                yield NOTHING;
            }
            case "POST rules/3" -> rest(caller, name, path.get(2));
            case "GET endpoint/1" -> {
                caller.asksFor("iot:DescribeEndpoint", "*");
                yield endpoint(request);
            }
            default -> {
                if (method.equals("POST") && path.get(0).equals("topics") && path.size() > 1) {
                    String topic = String.join("/", path.subList(1, path.size()));
                    caller.asksFor("iot:Publish", "topic/" + topic);
                    yield publish(topic, request);
                }
                throw AwsFailure.of(
                        "UnknownOperationException",
                        404,
                        "Local AWS has no IoT operation " + method + " /" + String.join("/", path));
            }
        };
    }

    private byte[] rest(Caller caller, String name, String verb) {
        switch (verb) {
            case "enable" -> {
                caller.asksFor("iot:EnableTopicRule", "rule/" + name);
                rules.enable(name);
            }
            case "disable" -> {
                caller.asksFor("iot:DisableTopicRule", "rule/" + name);
                rules.disable(name);
            }
            default ->
                    throw AwsFailure.of(
                            "UnknownOperationException",
                            404,
                            "Local AWS has no IoT operation '" + verb + "' on a rule");
        }
        return NOTHING;
    }

    private byte[] get(String name) {
        TopicRule rule = rules.get(name);
        ObjectNode answer = JSON.createObjectNode().put("ruleArn", rules.arn(name));
        ObjectNode shown = answer.putObject("rule");
        shown.put("ruleName", name);
        shown.put("createdAt", createdAt(rule));
        shown.setAll(rule.payload());
        shown.put("ruleDisabled", rule.disabled());
        shown.put("awsIotSqlVersion", rule.statement().version().id());
        return bytes(answer);
    }

    private byte[] list(RestRequest request) {
        int limit = number(request.query("maxResults"), MAX_LIST, "maxResults");
        String after = request.query("nextToken").orElse("");
        String topic = request.query("topic").orElse(null);
        String disabled = request.query("ruleDisabled").orElse(null);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("rules");
        for (TopicRule rule : rules.all()) {
            String pattern = rule.statement().topicFilter().orElse("");
            if (rule.name().compareTo(after) <= 0
                    || (topic != null && !pattern.equals(topic))
                    || (disabled != null && rule.disabled() != Boolean.parseBoolean(disabled))) {
                continue;
            }
            if (list.size() == limit) {
                answer.put("nextToken", list.get(limit - 1).path("ruleName").asText());
                break;
            }
            list.addObject()
                    .put("ruleArn", rules.arn(rule.name()))
                    .put("ruleName", rule.name())
                    .put("topicPattern", pattern)
                    .put("createdAt", createdAt(rule))
                    .put("ruleDisabled", rule.disabled());
        }
        return bytes(answer);
    }

    private byte[] endpoint(RestRequest request) {
        String type = request.query("endpointType").orElse("iot:Data");
        if (!type.equals("iot:Data") && !type.equals("iot:Data-ATS")) {
            throw AwsFailure.unsupported("the endpoint type '" + type + "'");
        }
        String address =
                core.tlsUri()
                        .or(core::plainUri)
                        .map(uri -> uri.getHost() + ":" + uri.getPort())
                        .orElseThrow(
                                () ->
                                        AwsFailure.of(
                                                "ServiceUnavailableException",
                                                503,
                                                "The MQTT endpoint of this local AWS is switched"
                                                        + " off; start it with --mqtt-port"));
        return bytes(JSON.createObjectNode().put("endpointAddress", address));
    }

    private byte[] publish(String topic, RestRequest request) {
        int qos = number(request.query("qos"), 0, "qos");
        if (qos > 1) {
            throw AwsFailure.invalidArgument("'qos' must be 0 or 1");
        }
        if (request.query("retain").map(Boolean::parseBoolean).orElse(false)) {
            throw AwsFailure.unsupported("'retain' over HTTPS");
        }
        if (request.body().remaining() > IotLimits.MAX_PAYLOAD_BYTES) {
            throw AwsFailure.of(
                    "RequestEntityTooLargeException", 413, "The payload is above 128 KB");
        }
        if (Topics.publishable(topic) != 0) {
            throw AwsFailure.invalidArgument("Nobody may publish to the topic '" + topic + "'");
        }
        try {
            core.publish(IotMessage.of(topic, request.body(), PublishHeaders.context(request)), qos)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw AwsFailure.of("InternalFailureException", 500, "Not published: " + e.getCause());
        }
        return bytes(JSON.createObjectNode().put("message", "OK"));
    }

    private static ObjectNode payload(RestRequest request) {
        if (request.body().remaining() > IotLimits.MAX_PAYLOAD_BYTES) {
            throw AwsFailure.invalidArgument("The rule document is above 128 KB");
        }
        try {
            if (JSON.readTree(request.bytes()) instanceof ObjectNode payload) {
                return payload;
            }
        } catch (JsonProcessingException e) {
            throw AwsFailure.invalidArgument(
                    "The request is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw AwsFailure.invalidArgument("The request cannot be read: " + e.getMessage());
        }
        throw AwsFailure.invalidArgument("The request is not a JSON object");
    }

    private static int number(Optional<String> text, int absent, String name) {
        try {
            int value = text.map(Integer::parseInt).orElse(absent);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw AwsFailure.invalidArgument("'" + name + "' is not a number: " + e.getMessage());
        }
        throw AwsFailure.invalidArgument("'" + name + "' is negative");
    }

    /** Seconds since 1970, as AWS writes times in REST with JSON. */
    private static double createdAt(TopicRule rule) {
        return rule.createdAt().toEpochMilli() / MILLIS;
    }

    private static byte[] bytes(ObjectNode answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }
}
