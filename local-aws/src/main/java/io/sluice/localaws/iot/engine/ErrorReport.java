/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/**
 * What an error action gets: one message for each message that failed, with all its failed actions.
 *
 * <p>Source: AWS IoT Developer Guide, "Error handling (error action)".
 */
final class ErrorReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ErrorReport() {}

    static ByteBuffer of(String rule, IotMessage message, String topic, List<ActionResult> failed) {
        ObjectNode report = JSON.createObjectNode();
        report.put("ruleName", rule);
        report.put("topic", topic);
        report.put("cloudwatchTraceId", message.traceId());
        String clientId = message.context().clientId();
        report.put("clientId", clientId == null ? "N/A" : clientId);
        report.put(
                "base64OriginalPayload",
                Base64.getEncoder().encodeToString(ActionRunner.bytes(message.payload())));
        ArrayNode failures = report.putArray("failures");
        for (ActionResult one : failed) {
            failures.addObject()
                    .put("failedAction", one.type())
                    .put("failedResource", one.resource())
                    .put("errorMessage", one.error());
        }
        try {
            return ByteBuffer.wrap(JSON.writeValueAsBytes(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }
}
