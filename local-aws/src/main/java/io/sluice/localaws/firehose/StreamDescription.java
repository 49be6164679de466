/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** Words a stream as DescribeDeliveryStream does, AWS's defaults filled in. */
final class StreamDescription {

    private static final double MILLIS = 1_000.0;

    /** What only the extended form of an S3 destination has. */
    private static final List<String> EXTENDED_ONLY =
            List.of(
                    "ProcessingConfiguration",
                    "S3BackupMode",
                    "S3BackupDescription",
                    "DataFormatConversionConfiguration",
                    "DynamicPartitioningConfiguration",
                    "FileExtension",
                    "CustomTimeZone");

    private StreamDescription() {}

    /** The {@code DeliveryStreamDescription} of the answer. */
    static ObjectNode of(StreamDefinition stream, String arn, String status) {
        ObjectNode description = JsonNodeFactory.instance.objectNode();
        description.put("DeliveryStreamName", stream.name());
        description.put("DeliveryStreamARN", arn);
        description.put("DeliveryStreamStatus", status);
        JsonNode encryption = stream.request().path("DeliveryStreamEncryptionConfigurationInput");
        if (encryption.isObject()) {
            ((ObjectNode)
                            description.set(
                                    "DeliveryStreamEncryptionConfiguration",
                                    encryption.<ObjectNode>deepCopy()))
                    .withObject("DeliveryStreamEncryptionConfiguration")
                    .put("Status", "ENABLED");
        }
        description.put("DeliveryStreamType", "DirectPut");
        description.put("VersionId", Integer.toString(stream.version()));
        description.put("CreateTimestamp", seconds(stream.createdAt()));
        description.put("LastUpdateTimestamp", seconds(stream.updatedAt()));
        JsonNode source = stream.request().path("DirectPutSourceConfiguration");
        if (source.isObject()) {
            description
                    .putObject("Source")
                    .set("DirectPutSourceDescription", source.<JsonNode>deepCopy());
        }
        ObjectNode destination = description.putArray("Destinations").addObject();
        destination.put("DestinationId", "destinationId-000000000001");
        if (stream.plan().destination() == null) {
            destination.set("S3DestinationDescription", plain(stream));
            if (stream.extended()) {
                destination.set("ExtendedS3DestinationDescription", extended(stream));
            }
        } else {
            destination.set(
                    stream.configuration().replaceFirst("Configuration$", "Description"),
                    EndpointDescription.of(stream));
        }
        description.put("HasMoreDestinations", false);
        return description;
    }

    private static ObjectNode plain(StreamDefinition stream) {
        return extended(stream).remove(EXTENDED_ONLY);
    }

    private static ObjectNode extended(StreamDefinition stream) {
        ObjectNode s3 = withDefaults(stream.destinationRequest().deepCopy());
        if (s3.remove("S3BackupConfiguration") instanceof ObjectNode backup) {
            s3.set("S3BackupDescription", withDefaults(backup));
        }
        if (!s3.hasNonNull("S3BackupMode")) {
            s3.put("S3BackupMode", "Disabled");
        }
        return s3;
    }

    /** An S3 destination as it is described. */
    static ObjectNode withDefaults(ObjectNode s3) {
        if (!s3.hasNonNull("BufferingHints")) {
            s3.putObject("BufferingHints")
                    .put("SizeInMBs", S3DestinationReader.DEFAULT_BUFFER_MIB)
                    .put("IntervalInSeconds", S3DestinationReader.DEFAULT_INTERVAL_SECONDS);
        }
        if (!s3.hasNonNull("CompressionFormat")) {
            s3.put("CompressionFormat", Compression.UNCOMPRESSED.name());
        }
        if (!s3.hasNonNull("EncryptionConfiguration")) {
            s3.putObject("EncryptionConfiguration").put("NoEncryptionConfig", "NoEncryption");
        }
        if (!s3.hasNonNull("CloudWatchLoggingOptions")) {
            s3.putObject("CloudWatchLoggingOptions").put("Enabled", false);
        }
        return s3;
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / MILLIS;
    }
}
