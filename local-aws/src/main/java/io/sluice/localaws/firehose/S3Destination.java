/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.s3.ObjectPrefix;
import io.sluice.localaws.s3.PartitionKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Where a stream delivers to, and when.
 *
 * @param bucket the bucket's name
 * @param prefix what stands before the object's name
 * @param errorPrefix the same for objects of failures
 * @param bufferBytes a buffer that holds this many bytes is delivered
 * @param interval a buffer whose first record is this old is delivered; zero means at once
 * @param compression of the objects
 * @param extension what the object's name ends with
 * @param zone of the timestamps in names
 */
record S3Destination(
        String bucket,
        ObjectPrefix prefix,
        ObjectPrefix errorPrefix,
        long bufferBytes,
        Duration interval,
        Compression compression,
        String extension,
        ZoneId zone) {

    private static final DateTimeFormatter NAME_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.ENGLISH);

    /**
     * The key of the object whose oldest record arrived then.
     *
     * <p>Source: Amazon Data Firehose Developer Guide, "Configure Amazon S3 object name format".
     */
    String keyFor(String stream, int version, Instant arrival, UUID id) {
        return keyFor(stream, version, arrival, id, PartitionKeys.NONE);
    }

    /** The same for an object of one partition. */
    String keyFor(String stream, int version, Instant arrival, UUID id, PartitionKeys keys) {
        return named(prefix.evaluate(arrival.atZone(zone), keys), stream, version, arrival, id);
    }

    /** The key of an object of failures. */
    String errorKeyFor(String stream, int version, Instant arrival, UUID id, String type) {
        return named(
                errorPrefix.evaluate(arrival.atZone(zone), type), stream, version, arrival, id);
    }

    private String named(String begin, String stream, int version, Instant arrival, UUID id) {
        ZonedDateTime time = arrival.atZone(zone);
        return begin + stream + "-" + version + "-" + NAME_TIME.format(time) + "-" + id + extension;
    }
}
