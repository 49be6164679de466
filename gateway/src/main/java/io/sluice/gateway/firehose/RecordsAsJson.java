/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.Header;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;

/**
 * Writes the body of PutRecordBatch in the SDK's place, which allocates six to ten times the
 * payload for it: the SDK marshals, signs and sends the call without its records, and is given the
 * body with them before it signs. docs/adr/0009-put-record-batch-body.md says why.
 */
final class RecordsAsJson implements ExecutionInterceptor {

    private static final ExecutionAttribute<PutRecordBatchBody> BODY =
            new ExecutionAttribute<>("SluicePutRecordBatchBody");

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof PutRecordBatchRequest call)) {
            return context.request();
        }
        attributes.putAttribute(BODY, PutRecordBatchBody.of(call));
        return call.toBuilder().records(List.of()).build();
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(
            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        PutRecordBatchBody body = attributes.getAttribute(BODY);
        return body == null
                ? context.httpRequest()
                : context.httpRequest().toBuilder()
                        .putHeader(Header.CONTENT_LENGTH, String.valueOf(body.length()))
                        .build();
    }

    @Override
    public Optional<RequestBody> modifyHttpContent(
            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        PutRecordBatchBody body = attributes.getAttribute(BODY);
        return body == null
                ? context.requestBody()
                : Optional.of(
                        RequestBody.fromContentProvider(
                                body::stream, body.length(), PutRecordBatchBody.CONTENT_TYPE));
    }
}
