/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * A record that goes to the error prefix, and why.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Handle failure in data transformation" and
 * "Handle data delivery failures".
 *
 * @param record the record as it was when it failed
 * @param reason what was wrong
 * @param attempts how often it was tried
 * @param endedAt when it was given up
 * @param more what this kind of failure says besides
 */
public record FailedRecord(
        DataRecord record,
        FailureReason reason,
        int attempts,
        Instant endedAt,
        Map<String, String> more) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The line in the object of failures, with a newline. Times are milliseconds since 1970. */
    public byte[] toLine() {
        ObjectNode line =
                JSON.createObjectNode()
                        .put("attemptsMade", attempts)
                        .put("arrivalTimestamp", record.arrival().toEpochMilli())
                        .put("errorCode", reason.code())
                        .put("errorMessage", reason.message())
                        .put("attemptEndingTimestamp", endedAt.toEpochMilli());
        more.forEach(line::put);
        line.put("rawData", Base64.getEncoder().encodeToString(record.data()));
        try {
            byte[] text = JSON.writeValueAsBytes(line);
            byte[] ended = java.util.Arrays.copyOf(text, text.length + 1);
            ended[text.length] = '\n';
            return ended;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }
}
