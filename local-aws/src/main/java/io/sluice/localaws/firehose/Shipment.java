/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.firehose.destination.Batch;
import io.sluice.localaws.firehose.destination.Carrier;
import io.sluice.localaws.firehose.destination.Destination;
import io.sluice.localaws.firehose.destination.Fate;
import io.sluice.localaws.firehose.process.DataRecord;
import io.sluice.localaws.firehose.process.FailedRecord;
import io.sluice.localaws.s3.BucketFolders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: attempts until everything in it is settled, or the retry duration is over
 * and the bucket takes the rest. Any thread may call; attempts follow one another.
 */
final class Shipment {

    private static final Logger LOG = LoggerFactory.getLogger(Shipment.class);

    private final Path parcel;
    private final ShipmentHeader header;
    private final BucketFolders buckets;
    private final Carrier carrier;
    private final String streamArn;
    private boolean done;

    Shipment(
            Path parcel,
            ShipmentHeader header,
            String streamArn,
            BucketFolders buckets,
            Carrier carrier) {
        this.parcel = parcel;
        this.header = header;
        this.streamArn = streamArn;
        this.buckets = buckets;
        this.carrier = carrier;
    }

    /** Whose it is. */
    String stream() {
        return header.stream().name();
    }

    Path parcel() {
        return parcel;
    }

    /** Whether nothing is left to be done. */
    synchronized boolean isDone() {
        return done;
    }

    /**
     * Makes one attempt.
     *
     * @param last whether the bucket takes what is not settled by it, however long it was tried
     * @return how long to wait before the next one; negative if there is none to be made
     * @throws InterruptedException if local AWS is stopping; the next start goes on
     */
    synchronized Duration attempt(boolean last) throws IOException, InterruptedException {
        if (done) {
            return Duration.ofSeconds(-1);
        }
        ShipmentProgress progress = ShipmentProgress.of(parcel);
        List<DataRecord> records = records();
        List<Batch.Item> open = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (!progress.isSettled(i)) {
                open.add(new Batch.Item(i, records.get(i)));
            }
        }
        List<Fate> fates =
                open.isEmpty()
                        ? List.of()
                        : destination()
                                .send(
                                        new Batch(header.id(), streamArn, List.copyOf(open)),
                                        carrier);
        Instant now = Instant.now();
        Instant until = progress.attempted(now).plus(header.stream().plan().retry());
        boolean over = last || !now.isBefore(until);
        int left = 0;
        for (int i = 0; i < fates.size(); i++) {
            left += settle(open.get(i).index(), fates.get(i), progress, over) ? 0 : 1;
        }
        progress.save();
        if (left > 0) {
            Duration pause = Backoff.after(progress.attempts());
            Duration rest = Duration.between(now, until);
            return pause.compareTo(rest) < 0 ? pause : rest;
        }
        finish(progress, records);
        return Duration.ofSeconds(-1);
    }

    private Destination destination() {
        return Objects.requireNonNull(header.stream().plan().destination());
    }

    private List<DataRecord> records() throws IOException, InterruptedException {
        List<DataRecord> records = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(parcel)) {
            reader.visitRecords((data, arrival) -> records.add(DataRecord.of(data, arrival)));
        }
        return records;
    }

    private boolean settle(int index, Fate fate, ShipmentProgress progress, boolean over) {
        switch (fate.kind()) {
            case ACCEPTED -> progress.accept(index);
            case REFUSED -> progress.refuse(index, fate, Instant.now());
            case RETRY -> {
                if (!over) {
                    return false;
                }
                progress.refuse(index, fate, Instant.now());
            }
            case DISCARDED -> {
                progress.accept(index);
                LOG.atError()
                        .addKeyValue("stream", stream())
                        .addKeyValue("request", header.id())
                        .addKeyValue("reason", fate.reason().message())
                        .log("the destination refused a record for good, and no bucket takes it");
            }
        }
        return true;
    }

    private void finish(ShipmentProgress progress, List<DataRecord> records) throws IOException {
        JournalHeader object = header.failures();
        if (!progress.refused().isEmpty() && !buckets.exists(object.bucket(), object.key())) {
            buckets.put(
                    object.bucket(),
                    object.key(),
                    out -> {
                        OutputStream content = object.compression().wrap(out);
                        for (var entry : progress.refused().entrySet()) {
                            content.write(
                                    line(records.get(entry.getKey()), entry.getValue()).toLine());
                        }
                        object.compression().finish(content);
                    });
            LOG.atWarn()
                    .addKeyValue("stream", stream())
                    .addKeyValue("request", header.id())
                    .addKeyValue("records", progress.refused().size())
                    .addKeyValue("bucket", object.bucket())
                    .addKeyValue("key", object.key())
                    .log("the destination did not take records; the bucket has them");
        }
        // the parcel first: without it the rest is never looked at
        Files.deleteIfExists(parcel);
        progress.delete();
        done = true;
    }

    private static FailedRecord line(DataRecord record, ShipmentProgress.Refusal refusal) {
        return new FailedRecord(
                record,
                refusal.fate().reason(),
                refusal.attempts(),
                refusal.at(),
                Map.copyOf(refusal.fate().more()));
    }
}
