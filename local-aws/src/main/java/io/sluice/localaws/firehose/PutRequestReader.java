/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Constraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a put, as a stream of tokens since it may be megabytes, and holds it to the
 * limits of the API model.
 */
final class PutRequestReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BASE64_QUANTUM = 4;

    private final JsonParser json;
    private final boolean batch;
    private final Constraints constraints = new Constraints();
    private @Nullable String stream;
    private @Nullable List<byte[]> records;
    private int found;

    private PutRequestReader(JsonParser json, boolean batch) {
        this.json = json;
        this.batch = batch;
    }

    /**
     * Reads a body.
     *
     * @param batch whether it is a PutRecordBatch
     * @throws AwsFailure as AWS refuses it
     */
    static PutRequest read(byte[] body, boolean batch) {
        try (JsonParser json = JSON.createParser(body)) {
            return new PutRequestReader(json, batch).read();
        } catch (JsonProcessingException e) {
            throw AwsFailure.serialization(
                    "The request is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw AwsFailure.serialization("The request cannot be read: " + e.getMessage());
        }
    }

    private PutRequest read() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            if (name.equals("DeliveryStreamName")) {
                expect(value, JsonToken.VALUE_STRING);
                stream = json.getText();
            } else if (name.equals("Record") && !batch) {
                records = new ArrayList<>();
                readRecord(value, records, "record");
            } else if (name.equals("Records") && batch) {
                records = readRecords(value);
            } else {
                json.skipChildren();
            }
        }
        return checked(stream, records);
    }

    private List<byte[]> readRecords(JsonToken value) throws IOException {
        expect(value, JsonToken.START_ARRAY);
        List<byte[]> list = new ArrayList<>();
        found = 0;
        JsonToken entry;
        while ((entry = json.nextToken()) != JsonToken.END_ARRAY) {
            found++;
            readRecord(entry, list, "records." + found + ".member");
        }
        return list;
    }

    private void readRecord(JsonToken value, List<byte[]> into, String path) throws IOException {
        expect(value, JsonToken.START_OBJECT);
        byte[] data = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken member = json.nextToken();
            if (name.equals("Data") && member != JsonToken.VALUE_NULL) {
                expect(member, JsonToken.VALUE_STRING);
                data = decode(json.getText(), path);
            } else {
                json.skipChildren();
            }
        }
        constraints.required(path + ".data", data);
        if (data != null) {
            if (data.length > FirehoseLimits.MAX_RECORD_BYTES) {
                constraints.violated(
                        path + ".data",
                        "java.nio.HeapByteBuffer[pos=0 lim="
                                + data.length
                                + " cap="
                                + data.length
                                + "]",
                        "Member must have length less than or equal to "
                                + FirehoseLimits.MAX_RECORD_BYTES);
            }
            into.add(data);
        }
    }

    private PutRequest checked(@Nullable String name, @Nullable List<byte[]> list) {
        constraints.required(batch ? "records" : "record", list);
        if (batch && list != null && found == 0) {
            constraints.violated(
                    "records", "[]", "Member must have length greater than or equal to 1");
        }
        if (found > FirehoseLimits.MAX_BATCH_RECORDS) {
            constraints.violated(
                    "records",
                    "[" + found + " records]",
                    "Member must have length less than or equal to "
                            + FirehoseLimits.MAX_BATCH_RECORDS);
        }
        String path = "deliveryStreamName";
        constraints
                .required(path, name)
                .pattern(path, name, FirehoseLimits.NAME_PATTERN)
                .length(path, name, 1, FirehoseLimits.MAX_NAME_LENGTH)
                .check();
        if (name == null || list == null) {
            throw new IllegalStateException("checked above");
        }
        long total = 0;
        for (byte[] record : list) {
            total += record.length;
        }
        if (total > FirehoseLimits.MAX_BATCH_BYTES) {
            throw AwsFailure.invalidArgument("Records size exceeds 4 MB limit");
        }
        return new PutRequest(name, list);
    }

    private static byte[] decode(String base64, String path) {
        try {
            if (base64.length() % BASE64_QUANTUM == 0) {
                return Base64.getDecoder().decode(base64);
            }
        } catch (IllegalArgumentException e) {
            throw AwsFailure.serialization("'" + path + ".data' is not base64: " + e.getMessage());
        }
        throw AwsFailure.serialization(
                "'" + path + ".data' is not base64: its length is no multiple of 4");
    }

    private static void expect(@Nullable JsonToken found, JsonToken expected) {
        if (found != expected) {
            throw AwsFailure.serialization(
                    found == null
                            ? "The request is empty"
                            : found + " where " + expected + " was expected");
        }
    }
}
