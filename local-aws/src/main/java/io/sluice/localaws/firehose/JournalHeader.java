/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * The object that a journal will become.
 *
 * @param bucket the bucket's name
 * @param key the object's key
 * @param compression of the object
 */
record JournalHeader(String bucket, String key, Compression compression) {

    private static final ObjectMapper JSON = new ObjectMapper();

    byte[] toBytes() throws IOException {
        return JSON.writeValueAsBytes(
                JSON.createObjectNode()
                        .put("bucket", bucket)
                        .put("key", key)
                        .put("compression", compression.name()));
    }

    static JournalHeader of(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        return new JournalHeader(
                json.path("bucket").asText(),
                json.path("key").asText(),
                Compression.valueOf(json.path("compression").asText()));
    }
}
