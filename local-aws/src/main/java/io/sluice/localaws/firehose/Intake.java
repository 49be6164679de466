/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.fault.FaultKind;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.FirehoseLimits.Rates;
import io.sluice.toolkit.DataSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides record by record what a put gets: faults first, then the stream's quota. Refused records
 * do not use up quota, but their call does.
 */
final class Intake {

    private final Faults faults;
    private final Rates regional;

    Intake(Faults faults, String region) {
        this.faults = faults;
        this.regional = Rates.of(region);
    }

    /** Whether the call as a whole is to be told to slow down. */
    boolean throttlesCall(String stream) {
        return faults.strikesRecord(FaultKind.THROTTLE, stream);
    }

    /** One verdict for each record, in order. */
    List<Verdict> judge(PutRequest put, StreamQuota quota, long nowNanos) {
        boolean limited = faults.hasQuota(put.stream());
        boolean room = !limited || quota.admitRequest(ratesOf(put.stream()), nowNanos);
        List<Verdict> verdicts = new ArrayList<>(put.records().size());
        for (byte[] record : put.records()) {
            if (!room || faults.strikesRecord(FaultKind.RECORD_FAILURE, put.stream())) {
                verdicts.add(Verdict.THROTTLED);
            } else if (faults.strikesRecord(FaultKind.INTERNAL_FAILURE, put.stream())) {
                verdicts.add(Verdict.FAILED);
            } else if (limited && !quota.admitRecord(record.length, nowNanos)) {
                verdicts.add(Verdict.THROTTLED);
            } else {
                verdicts.add(Verdict.ACCEPTED);
            }
        }
        return verdicts;
    }

    private Rates ratesOf(String stream) {
        return faults.quotaBytes(stream)
                .map(DataSize::bytes)
                .map(regional::scaledTo)
                .orElse(regional);
    }
}
