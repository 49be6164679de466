/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.firehose.destination.Destination;
import io.sluice.localaws.firehose.process.DataRecord;
import io.sluice.localaws.firehose.process.FailedRecord;
import io.sluice.localaws.firehose.process.FailureReason;
import io.sluice.localaws.s3.ObjectPrefix;
import io.sluice.localaws.s3.PartitionKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parcels that one journal becomes, while they are filled: an object for each partition, one
 * for failures, one for the backup of the source, requests for a destination. One thread.
 */
final class Parcels implements AutoCloseable {

    /** Partitions that may be open at a time; see the quota of Firehose. */
    static final int MAX_PARTITIONS = FirehoseLimits.MAX_ACTIVE_PARTITIONS;

    /** What goes to the error prefix before any destination has seen it. */
    private static final String PROCESSING_FAILED = "processing-failed";

    private final Path folder;
    private final StreamDefinition stream;
    private final Map<List<String>, Journal> partitions = new HashMap<>();
    private @Nullable Journal shipment;
    private int shipmentRecords;
    private @Nullable Journal source;
    private @Nullable Journal failures;
    private int made;

    Parcels(Path folder, StreamDefinition stream) {
        this.folder = folder;
        this.stream = stream;
    }

    /** Takes a record as it came, if the stream keeps those. */
    void source(DataRecord record) throws IOException {
        S3Destination backup = stream.plan().sourceBackup();
        if (backup == null) {
            return;
        }
        if (source == null) {
            source =
                    object(
                            backup,
                            backup.keyFor(
                                    stream.name(),
                                    stream.version(),
                                    record.arrival(),
                                    UUID.randomUUID()));
        }
        append(source, record.data(), record.arrival());
    }

    /** Takes a record for the stream's destination. */
    void deliver(DataRecord record) throws IOException {
        Destination destination = stream.plan().destination();
        if (destination == null) {
            partition(record);
        } else {
            ship(record, destination);
        }
    }

    /** Takes a record for the error prefix. */
    void failed(FailedRecord failed) throws IOException {
        if (failures == null) {
            S3Destination objects = stream.plan().objects();
            failures =
                    object(
                            objects,
                            objects.errorKeyFor(
                                    stream.name(),
                                    stream.version(),
                                    failed.record().arrival(),
                                    UUID.randomUUID(),
                                    PROCESSING_FAILED));
        }
        append(failures, failed.toLine(), failed.record().arrival());
    }

    private void partition(DataRecord record) throws IOException {
        S3Destination objects = stream.plan().objects();
        PartitionKeys keys = new PartitionKeys(record.queryKeys(), record.functionKeys());
        Optional<List<String>> values = objects.prefix().partition(keys);
        if (values.isEmpty()) {
            refuse(
                    record,
                    "MetadataExtractionFailed",
                    "partitionKeys values must not be null or empty");
            return;
        }
        Journal partition = partitions.get(values.get());
        if (partition == null) {
            if (partitions.size() >= MAX_PARTITIONS) {
                refuse(
                        record,
                        "ActivePartitionsLimitExceeded",
                        "The active partitions limit of " + MAX_PARTITIONS + " was exceeded.");
                return;
            }
            String key =
                    objects.keyFor(
                            stream.name(),
                            stream.version(),
                            record.arrival(),
                            UUID.randomUUID(),
                            keys);
            if (!isStorable(key)) {
                refuse(record, "S3PrefixInvalid", "'" + key + "' cannot be the key of an object");
                return;
            }
            partition = object(objects, key);
            partitions.put(values.get(), partition);
        }
        append(partition, record.data(), record.arrival());
    }

    /** A key cannot leave the folder of its bucket, and AWS bounds its length. */
    private static boolean isStorable(String key) {
        return key.length() <= 2 * ObjectPrefix.MAX_EVALUATED_LENGTH
                && key.indexOf('\0') < 0
                && Arrays.stream(key.split("/", -1))
                        .noneMatch(
                                part ->
                                        part.equals(".")
                                                || part.equals("..")
                                                || part.length() > 255);
    }

    private void refuse(DataRecord record, String code, String message) throws IOException {
        failed(
                new FailedRecord(
                        record,
                        new FailureReason("DynamicPartitioning." + code, message),
                        1,
                        Instant.now(),
                        Map.of()));
    }

    private void ship(DataRecord record, Destination destination) throws IOException {
        Journal current = shipment;
        if (current != null
                && (shipmentRecords >= destination.maxRecords()
                        || current.payloadBytes() + record.data().length
                                > stream.plan().bufferBytes())) {
            current.seal();
            current = null;
        }
        if (current == null) {
            current = journal(ShipmentHeader.of(stream, destination, record.arrival()).toBytes());
            shipment = current;
            shipmentRecords = 0;
        }
        append(current, record.data(), record.arrival());
        shipmentRecords++;
    }

    private Journal object(S3Destination to, String key) throws IOException {
        return journal(new JournalHeader(to.bucket(), key, to.compression()).toBytes());
    }

    private Journal journal(byte[] header) throws IOException {
        return Journal.create(
                folder.resolve(String.format("%06d", made++) + Journal.SUFFIX), header);
    }

    private static void append(Journal journal, byte[] data, Instant arrival) throws IOException {
        journal.append(List.of(data), arrival);
    }

    /** Forces all of them to disk; they may be relied upon only if this returns. */
    @Override
    public void close() throws IOException {
        for (Journal partition : partitions.values()) {
            finish(partition);
        }
        finish(shipment);
        finish(source);
        finish(failures);
    }

    private static void finish(@Nullable Journal journal) throws IOException {
        if (journal != null) {
            journal.seal();
            if (journal.isBroken()) {
                throw new IOException(journal.file() + " cannot be forced to disk");
            }
        }
    }
}
