/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Constraints;
import io.sluice.localaws.protocol.Members;
import io.sluice.localaws.s3.BucketFolders;
import io.sluice.localaws.s3.ObjectPrefix;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code ExtendedS3DestinationConfiguration} and {@code S3DestinationConfiguration}. What
 * does not change what is delivered is let pass; what would change it and is not done here is
 * refused by name.
 */
final class S3DestinationReader {

    static final int DEFAULT_BUFFER_MIB = 5;
    static final int DEFAULT_INTERVAL_SECONDS = 300;

    private static final int MAX_BUFFER_MIB = 128;
    private static final int MAX_INTERVAL_SECONDS = 900;
    private static final int MAX_PREFIX_LENGTH = 1_024;
    private static final int MAX_EXTENSION_LENGTH = 128;
    private static final String BUCKET_ARN = "arn:[^:]*:s3:::";

    private static final Set<String> PLAIN =
            Set.of(
                    "RoleARN",
                    "BucketARN",
                    "Prefix",
                    "ErrorOutputPrefix",
                    "BufferingHints",
                    "CompressionFormat",
                    "EncryptionConfiguration",
                    "CloudWatchLoggingOptions");
    private static final Set<String> EXTENDED =
            Set.of(
                    "RoleARN",
                    "BucketARN",
                    "Prefix",
                    "ErrorOutputPrefix",
                    "BufferingHints",
                    "CompressionFormat",
                    "EncryptionConfiguration",
                    "CloudWatchLoggingOptions",
                    "ProcessingConfiguration",
                    "S3BackupMode",
                    "DataFormatConversionConfiguration",
                    "DynamicPartitioningConfiguration",
                    "FileExtension",
                    "CustomTimeZone",
                    "S3BackupConfiguration");

    private final Members members;
    private final Constraints constraints = new Constraints();

    private S3DestinationReader(Members members) {
        this.members = members;
    }

    /**
     * Reads a destination.
     *
     * @throws AwsFailure for what AWS refuses, and for what is not supported here
     */
    static S3Destination read(Members members, boolean extended) {
        members.allow(extended ? EXTENDED : PLAIN, Map.of());
        return new S3DestinationReader(members).read(extended);
    }

    private S3Destination read(boolean extended) {
        String bucketArn = members.text("BucketARN");
        String roleArn = members.text("RoleARN");
        constraints.required(members.pathOf("BucketARN"), bucketArn);
        constraints.required(members.pathOf("RoleARN"), roleArn);
        constraints.pattern(
                members.pathOf("RoleARN"),
                roleArn,
                "arn:.*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+");
        constraints.pattern(
                members.pathOf("BucketARN"), bucketArn, "arn:.*:s3:::[\\w\\.\\-]{1,255}");
        String compression = members.text("CompressionFormat");
        constraints.oneOf(
                members.pathOf("CompressionFormat"), compression, Compression.OF_FIREHOSE);
        constraints.length(members.pathOf("Prefix"), members.text("Prefix"), 0, MAX_PREFIX_LENGTH);
        constraints.length(
                members.pathOf("ErrorOutputPrefix"),
                members.text("ErrorOutputPrefix"),
                0,
                MAX_PREFIX_LENGTH);
        Members hints = members.structure("BufferingHints");
        Integer size = hint(hints, "SizeInMBs", 1, MAX_BUFFER_MIB);
        Integer seconds = hint(hints, "IntervalInSeconds", 0, MAX_INTERVAL_SECONDS);
        String extension = extended ? extension() : null;
        constraints.check();

        if ((size == null) != (seconds == null)) {
            throw AwsFailure.invalidArgument(
                    "BufferingHints: when one of SizeInMBs and IntervalInSeconds is given, the other"
                            + " must be given too.");
        }
        Compression chosen = compression(compression);
        return checked(
                new S3Destination(
                        String.valueOf(bucketArn).replaceFirst(BUCKET_ARN, ""),
                        prefix(extended),
                        errorPrefix(),
                        (size == null ? DEFAULT_BUFFER_MIB : size) * (1L << 20),
                        Duration.ofSeconds(seconds == null ? DEFAULT_INTERVAL_SECONDS : seconds),
                        chosen,
                        extension == null || extension.isEmpty() ? chosen.extension() : extension,
                        extended ? zone() : ZoneOffset.UTC));
    }

    private @Nullable Integer hint(@Nullable Members hints, String name, int min, int max) {
        if (hints == null) {
            return null;
        }
        hints.allow(Set.of("SizeInMBs", "IntervalInSeconds"), Map.of());
        Integer value = hints.integer(name);
        constraints.range(hints.pathOf(name), value, min, max);
        return value;
    }

    private @Nullable String extension() {
        String path = members.pathOf("FileExtension");
        String extension = members.text("FileExtension");
        constraints.length(path, extension, 0, MAX_EXTENSION_LENGTH);
        constraints.pattern(path, extension, "^$|\\.[0-9a-z!\\-_.*'()]+");
        return extension;
    }

    private Compression compression(@Nullable String name) {
        if (name == null) {
            return Compression.UNCOMPRESSED;
        }
        try {
            return Compression.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw AwsFailure.unsupported(
                    "CompressionFormat " + name + "; it has UNCOMPRESSED and GZIP");
        }
    }

    private ObjectPrefix prefix(boolean extended) {
        String text = members.text("Prefix");
        String errors = members.text("ErrorOutputPrefix");
        try {
            ObjectPrefix prefix = ObjectPrefix.parse(text == null ? "" : text);
            if (prefix.hasExpressions() && (errors == null || errors.isEmpty())) {
                throw AwsFailure.invalidArgument(
                        "ErrorOutputPrefix can't be null or empty string when Prefix contains an"
                                + " expression");
            }
            if (prefix.hasPartitionKeys() && !extended) {
                throw new IllegalArgumentException(
                        "!{partitionKeyFromQuery:...} and !{partitionKeyFromLambda:...} need"
                                + " dynamic partitioning");
            }
            return prefix;
        } catch (IllegalArgumentException e) {
            throw AwsFailure.invalidArgument("Prefix: " + e.getMessage());
        }
    }

    /** Unless there is one, it begins as the prefix does. */
    private ObjectPrefix errorPrefix() {
        String text = members.text("ErrorOutputPrefix");
        String otherwise = members.text("Prefix");
        boolean given = text != null && !text.isEmpty();
        try {
            return ObjectPrefix.parseErrorPrefix(
                    given ? String.valueOf(text) : otherwise == null ? "" : otherwise);
        } catch (IllegalArgumentException e) {
            throw AwsFailure.invalidArgument("ErrorOutputPrefix: " + e.getMessage());
        }
    }

    private ZoneId zone() {
        String name = members.text("CustomTimeZone");
        try {
            return name == null || name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw AwsFailure.invalidArgument("CustomTimeZone '" + name + "' is not a time zone.");
        }
    }

    /** Names that cannot be stored are found when the stream is made, not when it delivers. */
    private static S3Destination checked(S3Destination destination) {
        if (!BucketFolders.isBucketName(destination.bucket())) {
            throw AwsFailure.invalidArgument(
                    "BucketARN: '" + destination.bucket() + "' is not the name of a bucket.");
        }
        String prefix = destination.prefix().evaluate(Instant.EPOCH.atZone(destination.zone()));
        if (prefix.length() > ObjectPrefix.MAX_EVALUATED_LENGTH) {
            throw AwsFailure.invalidArgument(
                    "Prefix: longer than "
                            + ObjectPrefix.MAX_EVALUATED_LENGTH
                            + " characters after evaluation.");
        }
        String key = destination.keyFor("s", 1, Instant.EPOCH, new UUID(0, 0));
        for (String segment : key.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..") || segment.indexOf('\0') >= 0) {
                throw AwsFailure.invalidArgument(
                        "Prefix: a segment '" + segment + "' cannot be a folder here.");
            }
        }
        return destination;
    }
}
