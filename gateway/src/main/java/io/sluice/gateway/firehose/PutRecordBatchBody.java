/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * The JSON of a PutRecordBatch: each record is encoded once, and nothing is copied into one piece.
 * Never changed; any thread.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html">PutRecordBatch,
 *     request syntax</a>
 */
final class PutRecordBatchBody {

    static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private static final byte[] FIRST = ascii("{\"Data\":\"");
    private static final byte[] NEXT = ascii("\"},{\"Data\":\"");
    private static final byte[] LAST = ascii("\"}]}");
    private static final byte[] NONE = ascii("]}");

    private final List<byte[]> parts;
    private final long length;

    private PutRecordBatchBody(List<byte[]> parts) {
        this.parts = parts;
        this.length = parts.stream().mapToLong(part -> part.length).sum();
    }

    /** Of a call whose stream's name is one: letters, digits, and {@code _.-}. */
    static PutRecordBatchBody of(PutRecordBatchRequest call) {
        List<byte[]> parts = new ArrayList<>(2 * call.records().size() + 2);
        parts.add(
                ascii(
                        "{\"DeliveryStreamName\":\""
                                + call.deliveryStreamName()
                                + "\",\"Records\":["));
        byte[] before = FIRST;
        for (Record record : call.records()) {
            parts.add(before);
            parts.add(Base64.getEncoder().encode(record.data().asByteArrayUnsafe()));
            before = NEXT;
        }
        parts.add(call.records().isEmpty() ? NONE : LAST);
        return new PutRecordBatchBody(parts);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** How many bytes. */
    long length() {
        return length;
    }

    /** From the first byte on; once to sign it, and once to send it. */
    InputStream stream() {
        List<InputStream> streams = new ArrayList<>(parts.size());
        parts.forEach(part -> streams.add(new ByteArrayInputStream(part)));
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
