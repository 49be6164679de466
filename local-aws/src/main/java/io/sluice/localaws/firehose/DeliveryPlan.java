/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.firehose.destination.Destination;
import io.sluice.localaws.firehose.process.Processing;
import io.sluice.localaws.outside.StandIns;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a stream does with what it takes.
 *
 * @param objects where objects go: all records, or those that the destination does not take
 * @param bufferBytes a buffer that holds this many bytes is delivered
 * @param interval a buffer whose first record is this old is delivered; zero means at once
 * @param processing what happens to records before
 * @param sourceBackup where all records go as they came; {@code null} if nowhere
 * @param destination where records are sent to; {@code null} if they go into objects
 * @param retry how long that is tried
 */
record DeliveryPlan(
        S3Destination objects,
        long bufferBytes,
        Duration interval,
        Processing processing,
        @Nullable S3Destination sourceBackup,
        @Nullable Destination destination,
        Duration retry) {

    /** Records go into objects as they came. */
    static DeliveryPlan toS3(S3Destination objects) {
        return toS3(objects, Processing.NONE, null);
    }

    /** Records go into objects. */
    static DeliveryPlan toS3(
            S3Destination objects, Processing processing, @Nullable S3Destination sourceBackup) {
        return new DeliveryPlan(
                objects,
                objects.bufferBytes(),
                objects.interval(),
                processing,
                sourceBackup,
                null,
                Duration.ZERO);
    }

    /** Whether a buffer becomes one object as it is. */
    boolean isPlain() {
        return processing.isEmpty()
                && sourceBackup == null
                && destination == null
                && !objects.prefix().hasPartitionKeys();
    }

    /** What has no stand-in and needs one, with the remedy; empty if there is nothing. */
    Optional<String> missing(StandIns standIns) {
        Optional<String> function =
                processing.functionArn().filter(arn -> standIns.function(arn).isEmpty());
        if (function.isPresent()) {
            return function.map(
                    arn ->
                            "nothing stands for the function "
                                    + arn
                                    + "; start local AWS with --function "
                                    + arn
                                    + "=http://127.0.0.1:PORT");
        }
        return destination == null ? Optional.empty() : destination.missing(standIns);
    }
}
