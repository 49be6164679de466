/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.fault.CallFaults;
import io.sluice.localaws.fault.FaultKind;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.ConnectionCut;
import java.util.List;

/**
 * Puts records into streams: what the API does once a request is read, and what another service of
 * this process does as a client. Faults, quotas and metering are the same for both. Any thread may
 * call; a call may last as long as a {@link FaultKind#LATENCY}.
 */
public final class StreamClient {

    private final DeliveryStreams streams;
    private final Faults faults;
    private final CallFaults callFaults;

    /** Puts into these streams and fails by these faults. */
    public StreamClient(DeliveryStreams streams, Faults faults) {
        this.streams = streams;
        this.faults = faults;
        this.callFaults = new CallFaults(faults);
    }

    /**
     * A call of its own, by a client within this process.
     *
     * @param records 1 to 500, each up to 1,000 KiB, 4 MiB together
     * @return one verdict for each record, in order
     * @throws AwsFailure where AWS would answer with an error
     * @throws ConnectionCut where there is to be no answer; the records may be stored
     */
    public List<Verdict> put(String stream, List<byte[]> records) {
        callFaults.beforeCall(null);
        long bytes = 0;
        for (byte[] record : records) {
            bytes += record.length;
            if (record.length > FirehoseLimits.MAX_RECORD_BYTES) {
                throw AwsFailure.validation(
                        "1 validation error detected: a record has more than "
                                + FirehoseLimits.MAX_RECORD_BYTES
                                + " bytes");
            }
        }
        if (records.isEmpty() || records.size() > FirehoseLimits.MAX_BATCH_RECORDS) {
            throw AwsFailure.validation(
                    "1 validation error detected: a call puts 1 to "
                            + FirehoseLimits.MAX_BATCH_RECORDS
                            + " records, not "
                            + records.size());
        }
        if (bytes > FirehoseLimits.MAX_BATCH_BYTES) {
            throw AwsFailure.invalidArgument("Records size exceeds 4 MB limit");
        }
        return put(new PutRequest(stream, records));
    }

    /** The part of a call that comes after its request is read. */
    List<Verdict> put(PutRequest put) {
        callFaults.beforeCall(put.stream());
        List<Verdict> verdicts = streams.put(put);
        if (faults.strikesRecord(FaultKind.LOST_ANSWER, put.stream())) {
            throw new ConnectionCut("the answer is lost");
        }
        return verdicts;
    }
}
