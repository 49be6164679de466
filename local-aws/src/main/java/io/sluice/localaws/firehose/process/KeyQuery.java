/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * Takes partition keys from a record by a query in JQ 1.6, such as {@code {device:.device_id}}.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Create partitioning keys with inline parsing".
 */
final class KeyQuery implements Processor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Scope FUNCTIONS = functions();

    private final JsonQuery query;

    private KeyQuery(JsonQuery query) {
        this.query = query;
    }

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static KeyQuery parse(String text) {
        try {
            return new KeyQuery(JsonQuery.compile(text, Versions.JQ_1_6));
        } catch (JsonQueryException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public void process(List<DataRecord> records, Processed into) {
        for (DataRecord record : records) {
            try {
                into.records().add(record.withQueryKeys(keys(record.data())));
            } catch (IOException e) {
                into.failed()
                        .add(
                                new FailedRecord(
                                        record,
                                        new FailureReason(
                                                "DynamicPartitioning.MetadataExtractionFailed",
                                                String.valueOf(e.getMessage())),
                                        1,
                                        Instant.now(),
                                        Map.of()));
            }
        }
    }

    private Map<String, String> keys(byte[] data) throws IOException {
        JsonNode document;
        try {
            document = JSON.readTree(data);
        } catch (IOException e) {
            throw new IOException("Non JSON record provided", e);
        }
        if (document == null || document.isMissingNode()) {
            throw new IOException("Non JSON record provided");
        }
        List<JsonNode> results = new ArrayList<>();
        query.apply(Scope.newChildScope(FUNCTIONS), document, results::add);
        Map<String, String> keys = new HashMap<>();
        for (JsonNode result : results) {
            for (Map.Entry<String, JsonNode> entry : result.properties()) {
                String value = entry.getValue().asText();
                if (entry.getValue().isContainerNode()
                        || entry.getValue().isNull()
                        || value.isEmpty()) {
                    throw new IOException("partitionKeys values must not be null or empty");
                }
                keys.put(entry.getKey(), value);
            }
        }
        return keys;
    }

    private static Scope functions() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        return scope;
    }
}
