/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;

/** Answers PutRecordBatch and DescribeDeliveryStream as it was told to; remembers the calls. */
final class ScriptedFirehose implements FirehoseClient {

    static final PutRecordBatchResponseEntry ACCEPTED =
            PutRecordBatchResponseEntry.builder().recordId("id").build();
    static final PutRecordBatchResponseEntry SLOW_DOWN = refused("ServiceUnavailableException");

    private final Function<PutRecordBatchRequest, PutRecordBatchResponse> put;
    private final Function<DescribeDeliveryStreamRequest, DescribeDeliveryStreamResponse> describe;
    private final List<PutRecordBatchRequest> calls = new ArrayList<>();

    ScriptedFirehose(
            Function<PutRecordBatchRequest, PutRecordBatchResponse> put,
            Function<DescribeDeliveryStreamRequest, DescribeDeliveryStreamResponse> describe) {
        this.put = put;
        this.describe = describe;
    }

    static ScriptedFirehose putting(Function<PutRecordBatchRequest, PutRecordBatchResponse> put) {
        return new ScriptedFirehose(
                put,
                request -> {
                    throw new AssertionError("not asked for");
                });
    }

    static ScriptedFirehose describing(
            Function<DescribeDeliveryStreamRequest, DescribeDeliveryStreamResponse> describe) {
        return new ScriptedFirehose(
                request -> {
                    throw new AssertionError("not asked for");
                },
                describe);
    }

    static PutRecordBatchResponseEntry refused(String code) {
        return PutRecordBatchResponseEntry.builder()
                .errorCode(code)
                .errorMessage("Slow down.")
                .build();
    }

    static PutRecordBatchResponse answer(PutRecordBatchResponseEntry... entries) {
        return PutRecordBatchResponse.builder().requestResponses(entries).build();
    }

    List<PutRecordBatchRequest> calls() {
        return calls;
    }

    @Override
    public PutRecordBatchResponse putRecordBatch(PutRecordBatchRequest request) {
        calls.add(request);
        return put.apply(request);
    }

    @Override
    public DescribeDeliveryStreamResponse describeDeliveryStream(
            DescribeDeliveryStreamRequest request) {
        return describe.apply(request);
    }

    @Override
    public String serviceName() {
        return "firehose";
    }

    @Override
    public void close() {}
}
