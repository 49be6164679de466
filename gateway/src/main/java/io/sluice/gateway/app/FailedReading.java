/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.gateway.forward.DeadLetter;
import io.sluice.gateway.json.Json;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the error action of a topic rule says of a reading that the rule's action failed for.
 *
 * @param rule the rule's name
 * @param topic the reading's topic
 * @param payload the reading as it was published, or null if the message cannot be read
 * @param reason what failed, in AWS's words
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html">AWS
 *     IoT Developer Guide, Error action message format</a>
 */
record FailedReading(String rule, String topic, @Nullable Payload payload, String reason) {

    private static final String KIND = "rule-action-failed";

    /** Reads an error action's message. */
    static FailedReading read(InboundMessage message) {
        try {
            JsonNode said = Json.mapper().readTree(message.payload().toByteArray());
            JsonNode original = said.path("base64OriginalPayload");
            if (original.isTextual() && said.path("topic").isTextual()) {
                return new FailedReading(
                        said.path("ruleName").asText(),
                        said.path("topic").asText(),
                        Payload.of(Base64.getDecoder().decode(original.asText())),
                        reason(said));
            }
        } catch (IOException | IllegalArgumentException e) {
            // as below
        }
        return new FailedReading(
                "", message.topic(), null, "not the message of a rule's error action");
    }

    private static String reason(JsonNode said) {
        StringBuilder reason = new StringBuilder();
        for (JsonNode failure : said.path("failures")) {
            reason.append(reason.isEmpty() ? "" : "; ")
                    .append(failure.path("failedAction").asText())
                    .append(" on ")
                    .append(failure.path("failedResource").asText())
                    .append(": ")
                    .append(failure.path("errorMessage").asText());
        }
        return reason.toString();
    }

    /** Whether the reading is in it. */
    boolean isReadable() {
        return payload != null;
    }

    /** The reading as if it had just come; its MQTT 5 properties are lost on the way. */
    InboundMessage again(InboundMessage message) {
        return new InboundMessage(
                topic,
                payload == null ? message.payload() : payload,
                Qos.AT_LEAST_ONCE,
                false,
                MessageProperties.NONE,
                message.receivedAt(),
                message.receipt());
    }

    /** The reading, or the message that cannot be read, for quarantine. */
    DeadLetter letter(InboundMessage message, String stream, Instant now) {
        return new DeadLetter(
                rule,
                stream,
                KIND,
                reason,
                now,
                topic,
                Qos.AT_LEAST_ONCE,
                false,
                MessageProperties.NONE,
                message.receivedAt(),
                payload == null ? message.payload() : payload);
    }
}
