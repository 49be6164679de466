/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.sluice.localaws.iot.IotCore;
import io.sluice.localaws.iot.engine.ActionResult;
import io.sluice.localaws.iot.engine.MessageTrace;
import io.sluice.localaws.iot.engine.MessageTrace.RuleRun;
import io.sluice.localaws.iot.rule.TopicRule;
import java.util.Locale;

/**
 * What AWS IoT Core does not show, below {@code /_local/iot}: JSON, no credentials, not subject to
 * faults.
 *
 * <pre>
 * GET /_local/iot        {"mqtt":{"tls","plain"},"certificates":{..},"rules":{"NAME":{"disabled","TopicMatch",..}},"broker":{..}}
 * GET /_local/iot/trace  {"messages":[{"at","topic",..,"rules":[{"rule","status",..}]}]}, the newest first
 * </pre>
 */
final class IotControl {

    private static final int DEFAULT_LIMIT = 100;
    private static final int BAD_REQUEST = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final IotCore iot;

    IotControl(IotCore iot) {
        this.iot = iot;
    }

    void addTo(JavalinConfig config) {
        config.router.mount(
                routes -> {
                    routes.get("/_local/iot", this::status);
                    routes.get("/_local/iot/trace", this::trace);
                });
    }

    private void status(Context http) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode mqtt = answer.putObject("mqtt");
        iot.tlsUri().ifPresent(uri -> mqtt.put("tls", uri.toString()));
        iot.plainUri().ifPresent(uri -> mqtt.put("plain", uri.toString()));
        iot.certificates()
                .ifPresent(
                        files ->
                                answer.putObject("certificates")
                                        .put("ca", files.ca().toString())
                                        .put(
                                                "clientCertificate",
                                                files.clientCertificate().toString())
                                        .put("clientKey", files.clientKey().toString()));
        ObjectNode rules = answer.putObject("rules");
        for (TopicRule rule : iot.rules().all()) {
            ObjectNode shown = rules.putObject(rule.name()).put("disabled", rule.disabled());
            iot.counters().rule(rule.name()).forEach(shown::put);
        }
        answer.set("broker", JSON.valueToTree(iot.counters().broker()));
        http.contentType("application/json").result(answer.toString());
    }

    private void trace(Context http) {
        int limit = DEFAULT_LIMIT;
        String asked = http.queryParam("limit");
        if (asked != null) {
            if (!asked.matches("\\d{1,6}")) {
                http.status(BAD_REQUEST)
                        .contentType("application/json")
                        .result(
                                JSON.createObjectNode()
                                        .put("message", "limit is not a number: " + asked)
                                        .toString());
                return;
            }
            limit = Integer.parseInt(asked);
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode messages = answer.putArray("messages");
        for (MessageTrace message : iot.trace().latest(limit)) {
            ObjectNode shown =
                    messages.addObject()
                            .put("at", message.at().toString())
                            .put("traceId", message.traceId())
                            .put("topic", message.topic())
                            .put("clientId", message.clientId())
                            .put("payloadBytes", message.payloadBytes());
            ArrayNode rules = shown.putArray("rules");
            message.rules().forEach(run -> rules.add(shown(run)));
        }
        http.contentType("application/json").result(answer.toString());
    }

    private static ObjectNode shown(RuleRun run) {
        ObjectNode json =
                JSON.createObjectNode()
                        .put("rule", run.rule())
                        .put(
                                "status",
                                run.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (!run.reason().isEmpty()) {
            json.put("reason", run.reason());
        }
        String explanation = run.explanation().get();
        if (!explanation.isEmpty()) {
            json.put("explanation", explanation);
        }
        if (run.result() != null) {
            json.put("result", run.result()).put("resultBytes", run.resultBytes());
            ArrayNode actions = json.putArray("actions");
            run.actions().forEach(action -> actions.add(shown(action)));
        }
        ActionResult errorAction = run.errorAction();
        if (errorAction != null) {
            json.set("errorAction", shown(errorAction));
        }
        return json;
    }

    private static ObjectNode shown(ActionResult action) {
        ObjectNode json =
                JSON.createObjectNode()
                        .put("action", action.type())
                        .put("resource", action.resource())
                        .put("status", action.succeeded() ? "success" : "failure")
                        .put("attempts", action.attempts());
        if (!action.detail().isEmpty()) {
            json.put("detail", action.detail());
        }
        if (action.error() != null) {
            json.put("error", action.error());
        }
        return json;
    }
}
