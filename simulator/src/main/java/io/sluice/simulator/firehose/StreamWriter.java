/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.firehose;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Makes one call: PutRecord for a single reading, PutRecordBatch for several. Each reading ends in
 * a newline, so that the delivered objects have one on each line.
 */
final class StreamWriter {

    /**
     * Records in one PutRecordBatch.
     *
     * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data
     *     Firehose Quota</a>
     */
    static final int MAX_BATCH_RECORDS = 500;

    /** Bytes in one PutRecordBatch, 4 MiB; same page. */
    static final int MAX_BATCH_BYTES = 4 << 20;

    /** Bytes in one record before base64, 1,000 KiB; same page. */
    static final int MAX_RECORD_BYTES = 1_024_000;

    private final FirehoseClient client;
    private final String stream;

    StreamWriter(FirehoseClient client, String stream) {
        this.client = client;
        this.stream = stream;
    }

    /**
     * @param records at most 500 and 4 MiB, each with its newline
     * @throws software.amazon.awssdk.core.exception.SdkException if the whole call failed
     */
    Put put(List<SdkBytes> records) {
        if (records.size() == 1) {
            client.putRecord(
                    request -> request.deliveryStreamName(stream).record(record(records.get(0))));
            return new Put(List.of(0), List.of());
        }
        PutRecordBatchResponse response =
                client.putRecordBatch(
                        request ->
                                request.deliveryStreamName(stream)
                                        .records(
                                                records.stream()
                                                        .map(StreamWriter::record)
                                                        .toList()));
        List<Integer> accepted = new ArrayList<>();
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            // a 200 is not success: each entry is judged on its own
            boolean failed = response.requestResponses().get(i).errorCode() != null;
            (failed ? refused : accepted).add(i);
        }
        return new Put(accepted, refused);
    }

    private static Record record(SdkBytes data) {
        return Record.builder().data(data).build();
    }
}
