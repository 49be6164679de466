/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.firehose.process.Processing;
import io.sluice.localaws.firehose.process.ProcessingReader;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Constraints;
import io.sluice.localaws.protocol.Members;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code ExtendedS3DestinationConfiguration}: objects, and what happens before. */
final class ExtendedS3Reader {

    /**
     * Smallest buffer with dynamic partitioning.
     *
     * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html">
     *     Partition streaming data</a>
     */
    private static final long MIN_PARTITIONED_BUFFER = 64L << 20;

    private static final Duration MIN_PARTITIONED_INTERVAL = Duration.ofSeconds(60);

    private ExtendedS3Reader() {}

    static DeliveryPlan read(Members members) {
        S3Destination objects = S3DestinationReader.read(members, true);
        Members conversion = members.structure("DataFormatConversionConfiguration");
        if (conversion != null && conversion.flag("Enabled", true)) {
            throw AwsFailure.unsupported("DataFormatConversionConfiguration");
        }
        Processing processing =
                ProcessingReader.read(
                        members.structure("ProcessingConfiguration"),
                        ProcessingReader.DEFAULT_BUFFER_MIB);
        Members partitioning = members.structure("DynamicPartitioningConfiguration");
        boolean partitions = partitioning != null && partitioning.flag("Enabled", false);
        checkPartitions(objects, processing, partitions);
        return DeliveryPlan.toS3(objects, processing, backup(members));
    }

    private static void checkPartitions(
            S3Destination objects, Processing processing, boolean partitions) {
        if (partitions != objects.prefix().hasPartitionKeys()) {
            throw AwsFailure.invalidArgument(
                    partitions
                            ? "Prefix must contain partition keys when dynamic partitioning is"
                                    + " enabled."
                            : "Prefix: !{partitionKeyFromQuery:...} and"
                                    + " !{partitionKeyFromLambda:...} need dynamic partitioning");
        }
        if (!partitions) {
            if (processing.query() != null) {
                throw AwsFailure.invalidArgument(
                        "The processor MetadataExtraction needs dynamic partitioning.");
            }
            return;
        }
        if (processing.query() == null && processing.functionArn().isEmpty()) {
            throw AwsFailure.invalidArgument(
                    "Dynamic partitioning needs a processor MetadataExtraction or Lambda.");
        }
        if (objects.bufferBytes() < MIN_PARTITIONED_BUFFER) {
            throw AwsFailure.invalidArgument(
                    "BufferingHints.SizeInMBs must be at least 64 when dynamic partitioning is"
                            + " enabled.");
        }
        if (objects.interval().compareTo(MIN_PARTITIONED_INTERVAL) < 0) {
            throw AwsFailure.invalidArgument(
                    "BufferingHints.IntervalInSeconds must be at least 60 when dynamic"
                            + " partitioning is enabled.");
        }
    }

    private static @Nullable S3Destination backup(Members members) {
        String mode = members.text("S3BackupMode");
        new Constraints()
                .oneOf(members.pathOf("S3BackupMode"), mode, List.of("Disabled", "Enabled"))
                .check();
        Members backup = members.structure("S3BackupConfiguration");
        if (!"Enabled".equals(mode)) {
            return null;
        }
        if (backup == null) {
            throw AwsFailure.invalidArgument(
                    "S3BackupConfiguration must be given when S3BackupMode is Enabled.");
        }
        return S3DestinationReader.read(backup, false);
    }
}
