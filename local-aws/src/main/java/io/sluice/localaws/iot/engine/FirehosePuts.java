/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import io.sluice.localaws.firehose.StreamClient;
import io.sluice.localaws.firehose.Verdict;
import io.sluice.localaws.iot.rule.RuleAction;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.ConnectionCut;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts the results of rules into delivery streams. What Firehose refuses for now is tried again a
 * few times, without a thread waiting for it.
 *
 * <p>Source: AWS IoT Developer Guide, "Firehose" action and "AWS IoT rule actions". How often AWS
 * tries again is not published.
 */
final class FirehosePuts {

    /** "Firehose": elements of an array in batch mode. */
    private static final int MAX_BATCH = 500;

    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final StreamClient streams;
    private final ScheduledExecutorService scheduler;

    FirehosePuts(StreamClient streams, ScheduledExecutorService scheduler) {
        this.streams = streams;
        this.scheduler = scheduler;
    }

    CompletableFuture<ActionResult> put(
            RuleAction.Firehose action, String stream, ActionRunner.Input input) {
        boolean batch = action.batchMode() && input.isArray();
        if (batch && input.elements().size() > MAX_BATCH) {
            return CompletableFuture.completedFuture(
                    new ActionResult(
                            action.type(),
                            stream,
                            1,
                            "",
                            "the array has "
                                    + input.elements().size()
                                    + " elements, and batchMode takes "
                                    + MAX_BATCH));
        }
        byte[] separator = action.separator().getBytes(StandardCharsets.UTF_8);
        List<ByteBuffer> results = batch ? input.elements() : List.of(input.payload());
        List<byte[]> records = results.stream().map(result -> record(result, separator)).toList();
        long bytes = records.stream().mapToLong(record -> record.length).sum();
        Put put =
                new Put(
                        action,
                        stream,
                        records.size()
                                + (records.size() == 1 ? " record, " : " records, ")
                                + bytes
                                + " bytes");
        if (records.isEmpty()) {
            put.end(0, null);
        } else {
            attempt(put, records, 1);
        }
        return put.result;
    }

    private void attempt(Put put, List<byte[]> records, int number) {
        List<byte[]> left = records;
        String error;
        try {
            List<Verdict> verdicts = streams.put(put.stream, records);
            left = refused(records, verdicts);
            if (left.isEmpty()) {
                put.end(number, null);
                return;
            }
            error = left.size() + " of " + records.size() + " records: " + reason(verdicts);
        } catch (AwsFailure e) {
            error = e.code() + ": " + e.text();
            if (e.httpStatus() < 500) {
                put.end(number, error);
                return;
            }
        } catch (ConnectionCut e) {
            error = "no answer";
        } catch (RuntimeException e) {
            put.end(number, String.valueOf(e));
            return;
        }
        if (number == ATTEMPTS) {
            put.end(number, error);
            return;
        }
        List<byte[]> again = left;
        try {
            scheduler.schedule(
                    () -> attempt(put, again, number + 1),
                    FIRST_PAUSE.toMillis() << (number - 1),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            put.end(number, error + " (stopping)");
        }
    }

    private static List<byte[]> refused(List<byte[]> records, List<Verdict> verdicts) {
        List<byte[]> left = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (verdicts.get(i) != Verdict.ACCEPTED) {
                left.add(records.get(i));
            }
        }
        return left;
    }

    private static String reason(List<Verdict> verdicts) {
        Verdict first =
                verdicts.stream()
                        .filter(verdict -> verdict != Verdict.ACCEPTED)
                        .findFirst()
                        .orElse(Verdict.FAILED);
        return first.code() + ": " + first.message();
    }

    private static byte[] record(ByteBuffer result, byte[] separator) {
        byte[] record = new byte[result.remaining() + separator.length];
        result.duplicate().get(record, 0, result.remaining());
        System.arraycopy(separator, 0, record, result.remaining(), separator.length);
        return record;
    }

    /** One put, over all its attempts. */
    private static final class Put {
        private final RuleAction.Firehose action;
        private final String stream;
        private final String detail;
        private final CompletableFuture<ActionResult> result = new CompletableFuture<>();

        Put(RuleAction.Firehose action, String stream, String detail) {
            this.action = action;
            this.stream = stream;
            this.detail = detail;
        }

        void end(int attempts, @Nullable String error) {
            result.complete(new ActionResult(action.type(), stream, attempts, detail, error));
        }
    }
}
