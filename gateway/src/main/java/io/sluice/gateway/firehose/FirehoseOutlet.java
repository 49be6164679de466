/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import io.sluice.gateway.outlet.Batch;
import io.sluice.gateway.outlet.DeliveryReport;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundRecord;
import io.sluice.gateway.outlet.Outlet;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.time.Ticker;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Puts batches into one delivery stream, at the stream's pace: one PutRecordBatch for each batch.
 * Any thread.
 */
public final class FirehoseOutlet implements Outlet {

    private final Supplier<FirehoseClient> client;
    private final String stream;
    private final @Nullable StreamPace pace;
    private final CallEvents events;
    private final Ticker ticker;

    /** Is told of every call; must not block. */
    public interface CallEvents {
        /**
         * A call ended.
         *
         * @param stream the stream it went to
         * @param records how many records it carried
         * @param nanos how long it took
         */
        void called(String stream, int records, long nanos);
    }

    /** With no pace, the stream gets as much as the lanes have. */
    FirehoseOutlet(
            Supplier<FirehoseClient> client,
            String stream,
            @Nullable StreamPace pace,
            CallEvents events,
            Ticker ticker) {
        this.client = client;
        this.stream = stream;
        this.pace = pace;
        this.events = events;
        this.ticker = ticker;
    }

    @Override
    public DeliveryReport deliver(Batch batch) throws InterruptedException {
        if (pace != null) {
            pace.acquire(batch.records().size(), batch.bytes());
        }
        long begun = ticker.nanos();
        DeliveryReport report = call(batch);
        events.called(stream, batch.records().size(), ticker.nanos() - begun);
        adjustPace(report);
        return report;
    }

    private DeliveryReport call(Batch batch) throws InterruptedException {
        List<Record> records = new ArrayList<>(batch.records().size());
        for (OutboundRecord record : batch.records()) {
            records.add(Record.builder().data(SdkBytes.fromByteArrayUnsafe(record.data())).build());
        }
        try {
            return PutRecordBatchAnswer.read(
                    batch,
                    client.get()
                            .putRecordBatch(
                                    call -> call.deliveryStreamName(stream).records(records)));
        } catch (AbortedException e) {
            InterruptedException interrupted =
                    new InterruptedException("stopped during PutRecordBatch");
            interrupted.initCause(e);
            throw interrupted;
        } catch (SdkException e) {
            return DeliveryReport.ofAll(batch, CallFailure.verdict(e));
        } catch (UncheckedIOException e) {
            // the file of the secret access key, which is read for each call; it may be renewed
            return retry(batch, FailureKind.ACCESS_DENIED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a bug, ours or the SDK's: whatever it is, nothing says that the records are at fault
            return retry(batch, FailureKind.UNKNOWN, e.toString());
        }
    }

    private static DeliveryReport retry(Batch batch, FailureKind kind, String message) {
        return DeliveryReport.ofAll(batch, Verdict.retry(new Failure(kind, message)));
    }

    private void adjustPace(DeliveryReport report) {
        if (pace == null) {
            return;
        }
        boolean throttled = false;
        boolean allDelivered = true;
        for (Verdict verdict : report.verdicts()) {
            Failure failure = verdict.failure();
            throttled |= failure != null && failure.kind() == FailureKind.THROTTLED;
            allDelivered &= failure == null;
        }
        if (throttled) {
            pace.throttled();
        } else if (allDelivered) {
            pace.accepted();
        }
    }
}
