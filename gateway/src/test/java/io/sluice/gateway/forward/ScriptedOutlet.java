/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Batch;
import io.sluice.gateway.outlet.DeliveryReport;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundRecord;
import io.sluice.gateway.outlet.Outlet;
import io.sluice.gateway.outlet.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Answers the first calls as it was told to, all others by its last word; remembers all. */
final class ScriptedOutlet implements Outlet {

    static final Verdict THROTTLED =
            Verdict.retry(new Failure(FailureKind.THROTTLED, "Slow down."));
    static final Verdict AWAY =
            Verdict.retry(new Failure(FailureKind.UNAVAILABLE, "Connection refused"));
    static final Verdict DENIED =
            Verdict.retry(new Failure(FailureKind.ACCESS_DENIED, "not authorized"));
    static final Verdict INVALID =
            Verdict.rejected(new Failure(FailureKind.INVALID_RECORD, "no good"));

    /** What one call is answered. */
    interface Answer {
        DeliveryReport to(Batch batch) throws InterruptedException;
    }

    private final ArrayDeque<Answer> script = new ArrayDeque<>();
    private final List<List<String>> calls = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private Answer otherwise = all(Verdict.DELIVERED);

    static Answer all(Verdict verdict) {
        return batch -> DeliveryReport.ofAll(batch, verdict);
    }

    static Answer each(Verdict... verdicts) {
        return batch -> DeliveryReport.of(batch, Arrays.asList(verdicts));
    }

    /** Refuses a call as a whole if any of its records is bad, as Firehose does. */
    static Answer rejectingBatchesWith(Predicate<String> bad) {
        return batch ->
                DeliveryReport.ofAll(
                        batch,
                        batch.records().stream().map(ScriptedOutlet::text).anyMatch(bad)
                                ? INVALID
                                : Verdict.DELIVERED);
    }

    synchronized ScriptedOutlet then(Answer answer) {
        script.addLast(answer);
        return this;
    }

    synchronized ScriptedOutlet otherwise(Answer answer) {
        otherwise = answer;
        return this;
    }

    @Override
    public DeliveryReport deliver(Batch batch) throws InterruptedException {
        List<String> texts = batch.records().stream().map(ScriptedOutlet::text).toList();
        Answer answer;
        synchronized (this) {
            calls.add(texts);
            answer = script.isEmpty() ? otherwise : script.removeFirst();
        }
        DeliveryReport report = answer.to(batch);
        synchronized (this) {
            for (int i = 0; i < texts.size(); i++) {
                if (report.verdicts().get(i).kind() == Verdict.Kind.DELIVERED) {
                    accepted.add(texts.get(i));
                }
            }
        }
        return report;
    }

    /** The records of each call, newlines shown as commas. */
    synchronized List<List<String>> calls() {
        return List.copyOf(calls);
    }

    /** Readings of all accepted records, in the order of their acceptance. */
    synchronized List<String> acceptedReadings() {
        return accepted.stream()
                .flatMap(record -> Arrays.stream(record.split(",", -1)))
                .filter(reading -> !reading.isEmpty())
                .toList();
    }

    private static String text(OutboundRecord record) {
        return new String(record.data(), StandardCharsets.UTF_8).replace('\n', ',');
    }
}
