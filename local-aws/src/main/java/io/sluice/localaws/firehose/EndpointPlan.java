/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.firehose.destination.Credential;
import io.sluice.localaws.firehose.destination.Destination;
import io.sluice.localaws.firehose.process.Processing;
import io.sluice.localaws.firehose.process.ProcessingReader;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Constraints;
import io.sluice.localaws.protocol.Members;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the configurations of all destinations that speak HTTP have in common: buffering, retries,
 * processing, and the bucket for what is not taken.
 *
 * @param maxMib largest buffer, in MiB
 * @param maxSeconds longest interval
 * @param defaultSeconds the interval unless told otherwise
 * @param failedOnly the word for a bucket that takes failures alone, which is the default
 * @param all the word for a bucket that takes all records as well
 * @param functionMib what a function is handed at once, in MiB
 */
record EndpointPlan(
        int maxMib,
        int maxSeconds,
        int defaultSeconds,
        String failedOnly,
        String all,
        double functionMib) {

    private static final int DEFAULT_MIB = 5;
    private static final int DEFAULT_RETRY_SECONDS = 300;
    private static final int MAX_RETRY_SECONDS = 7_200;

    /**
     * Reads the rest of a configuration.
     *
     * @throws AwsFailure for what AWS refuses, and for what is not supported here
     */
    DeliveryPlan read(Members members, Destination destination) {
        Constraints constraints = new Constraints();
        Members hints = members.structure("BufferingHints");
        Integer size = hints == null ? null : hints.integer("SizeInMBs");
        Integer seconds = hints == null ? null : hints.integer("IntervalInSeconds");
        Members retries = members.structure("RetryOptions");
        Integer retry = retries == null ? null : retries.integer("DurationInSeconds");
        String mode = members.text("S3BackupMode");
        Members bucket = members.structure("S3Configuration");
        constraints
                .range(members.pathOf("BufferingHints.sizeInMBs"), size, 1, maxMib)
                .range(members.pathOf("BufferingHints.intervalInSeconds"), seconds, 0, maxSeconds)
                .range(
                        members.pathOf("RetryOptions.durationInSeconds"),
                        retry,
                        0,
                        MAX_RETRY_SECONDS)
                .oneOf(members.pathOf("S3BackupMode"), mode, List.of(failedOnly, all))
                .required(members.pathOf("S3Configuration"), bucket)
                .check();
        if (bucket == null) {
            throw new IllegalStateException("checked above");
        }
        S3Destination objects = S3DestinationReader.read(bucket, false);
        Processing processing =
                ProcessingReader.read(members.structure("ProcessingConfiguration"), functionMib);
        if (processing.query() != null) {
            throw AwsFailure.invalidArgument(
                    "The processor MetadataExtraction is for Amazon S3 alone.");
        }
        return new DeliveryPlan(
                objects,
                (size == null ? DEFAULT_MIB : size) * (1L << 20),
                Duration.ofSeconds(seconds == null ? defaultSeconds : seconds),
                processing,
                all.equals(mode) ? objects : null,
                destination,
                Duration.ofSeconds(retry == null ? DEFAULT_RETRY_SECONDS : retry));
    }

    /** A key or token: the member of that name, or a secret. */
    static Credential credential(Members members, @Nullable String plain, String secretKey) {
        Members secret = members.structure("SecretsManagerConfiguration");
        if (secret == null || !secret.flag("Enabled", false)) {
            return new Credential(plain, null, secretKey);
        }
        secret.allow(Set.of("Enabled", "SecretARN", "RoleARN"), Map.of());
        String arn = secret.text("SecretARN");
        new Constraints().required(secret.pathOf("SecretARN"), arn).check();
        return new Credential(null, arn, secretKey);
    }
}
