/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a record apart into the records that were packed into it: JSON objects one behind the
 * other, or parts between delimiters. What stands between them is lost.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Apply dynamic partitioning to aggregated data".
 * It leaves open what becomes of a record with more than 500; here it stays whole.
 */
final class Deaggregation implements Processor {

    static final int MAX_SUB_RECORDS = 500;

    private static final JsonFactory JSON = new JsonFactory();

    private final byte @Nullable [] delimiter;

    /**
     * @param delimiter what stands between the parts; {@code null} for JSON objects
     */
    Deaggregation(byte @Nullable [] delimiter) {
        this.delimiter = delimiter == null ? null : delimiter.clone();
    }

    @Override
    public void process(List<DataRecord> records, Processed into) {
        for (DataRecord record : records) {
            List<byte[]> parts;
            try {
                parts =
                        delimiter == null
                                ? objects(record.data())
                                : parts(record.data(), delimiter);
            } catch (IOException e) {
                into.failed()
                        .add(
                                new FailedRecord(
                                        record,
                                        new FailureReason(
                                                "DynamicPartitioning.MetadataExtractionFailed",
                                                "Non JSON record provided"),
                                        1,
                                        Instant.now(),
                                        Map.of()));
                continue;
            }
            if (parts.size() > MAX_SUB_RECORDS) {
                into.records().add(record);
            } else {
                parts.forEach(part -> into.records().add(record.withData(part)));
            }
        }
    }

    private static List<byte[]> objects(byte[] data) throws IOException {
        List<byte[]> objects = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(data)) {
            JsonToken token;
            while ((token = parser.nextToken()) != null) {
                if (token != JsonToken.START_OBJECT) {
                    throw new IOException("not a JSON object");
                }
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (parser.currentToken() != JsonToken.END_OBJECT) {
                    throw new IOException("the JSON object does not end");
                }
                objects.add(
                        Arrays.copyOfRange(
                                data, from, (int) parser.currentLocation().getByteOffset()));
            }
        }
        return objects;
    }

    private static List<byte[]> parts(byte[] data, byte[] delimiter) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i + delimiter.length <= data.length; ) {
            if (Arrays.equals(data, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                add(parts, data, from, i);
                i += delimiter.length;
                from = i;
            } else {
                i++;
            }
        }
        add(parts, data, from, data.length);
        return parts;
    }

    private static void add(List<byte[]> parts, byte[] data, int from, int to) {
        if (to > from) {
            parts.add(Arrays.copyOfRange(data, from, to));
        }
    }
}
