/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import io.sluice.gateway.outlet.Batch;
import io.sluice.gateway.outlet.DeliveryReport;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;

/**
 * Reads Firehose's answer to one PutRecordBatch.
 *
 * <p>An HTTP 200 is not success: each entry is judged on its own. Entries Firehose accepted are
 * never sent again, even when their neighbours were throttled.
 */
final class PutRecordBatchAnswer {

    private PutRecordBatchAnswer() {}

    static DeliveryReport read(Batch batch, PutRecordBatchResponse response) {
        List<PutRecordBatchResponseEntry> entries = response.requestResponses();
        if (entries.size() != batch.records().size()) {
            // an answer that cannot be read says nothing about any record: better twice than never
            return DeliveryReport.ofAll(
                    batch,
                    Verdict.retry(
                            new Failure(
                                    FailureKind.UNKNOWN,
                                    "Firehose answered "
                                            + entries.size()
                                            + " entries for "
                                            + batch.records().size()
                                            + " records")));
        }
        List<Verdict> verdicts = new ArrayList<>(entries.size());
        for (PutRecordBatchResponseEntry entry : entries) {
            verdicts.add(verdict(entry));
        }
        return DeliveryReport.of(batch, verdicts);
    }

    private static Verdict verdict(PutRecordBatchResponseEntry entry) {
        String code = entry.errorCode();
        if (code != null) {
            return Verdict.retry(failure(code, entry.errorMessage()));
        }
        // only a record id says that the record is Firehose's
        return entry.recordId() == null
                ? Verdict.retry(
                        new Failure(
                                FailureKind.UNKNOWN,
                                "Firehose answered neither a record id nor an error code"))
                : Verdict.DELIVERED;
    }

    private static Failure failure(String code, @Nullable String message) {
        FailureKind kind =
                switch (code) {
                    case "ServiceUnavailableException" -> FailureKind.THROTTLED;
                    case "InternalFailure" -> FailureKind.UNAVAILABLE;
                    default -> FailureKind.UNKNOWN;
                };
        return new Failure(kind, message == null ? code : code + ": " + message);
    }
}
