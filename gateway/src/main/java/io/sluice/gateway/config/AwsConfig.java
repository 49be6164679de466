/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import io.sluice.gateway.config.binding.Example;
import io.sluice.gateway.config.binding.FallbackVariable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where AWS is and who asks. Without {@code accessKeyId} and {@code profile} the AWS SDK's default
 * chain of credentials counts.
 *
 * @param region the Region of the streams, such as {@code eu-west-1}
 * @param endpoint in place of the Region's own, such as a local AWS
 * @param accessKeyId of fixed credentials
 * @param secretAccessKey of fixed credentials; see {@link #readSecretAccessKey()}
 * @param secretAccessKeyFile a file with it; see {@link #readSecretAccessKey()}
 * @param sessionToken of temporary fixed credentials
 * @param profile a profile of the shared AWS config file
 * @param connectTimeout for TCP and TLS
 * @param callTimeout for one call, from the first byte out to the last byte in
 */
public record AwsConfig(
        @Doc("The Region of the delivery streams.")
                @Example("eu-west-1")
                @FallbackVariable({"AWS_REGION", "AWS_DEFAULT_REGION"})
                String region,
        @Doc("The URL of Firehose, in place of the Region's own: a local AWS, a VPC endpoint.")
                @Nullable URI endpoint,
        @Doc(
                        "The access key of fixed credentials. Without it, and without `profile`, the"
                                + " AWS SDK's default chain counts (environment, container, instance"
                                + " role): prefer that in production.")
                @Nullable String accessKeyId,
        @Doc(
                        "The secret of `accessKeyId`; better given by `secretAccessKeyFile` or the"
                                + " environment.")
                @Nullable Secret secretAccessKey,
        @Doc("A file that holds the secret of `accessKeyId`, in place of `secretAccessKey`.")
                @Nullable Path secretAccessKeyFile,
        @Doc("The session token, where `accessKeyId` is of temporary credentials.")
                @Nullable Secret sessionToken,
        @Doc("A profile of the shared AWS config file, in place of `accessKeyId`.")
                @Nullable String profile,
        @Doc("How long it may take to reach AWS.") @Default("2s") Duration connectTimeout,
        @Doc("How long one call may take before it is given up and made again.") @Default("30s")
                Duration callTimeout) {

    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public AwsConfig {
        Checks checks = new Checks();
        checks.that(
                REGION.matcher(region).matches(),
                "region",
                "'" + region + "' is not an AWS Region; write such as eu-west-1");
        if (endpoint != null) {
            checks.that(
                    endpoint.getScheme() != null && SCHEMES.contains(endpoint.getScheme()),
                    "endpoint",
                    UriRule.shown(endpoint) + " is not a URL; write http:// or https://");
            UriRule.checkAuthority(checks, "endpoint", endpoint, "use accessKeyId instead");
        }
        boolean secretGiven = secretAccessKey != null || secretAccessKeyFile != null;
        checks.that(
                        accessKeyId == null || !accessKeyId.isBlank(),
                        "accessKeyId",
                        "is empty; write a value, or leave the key out")
                .that(
                        secretAccessKey == null || secretAccessKeyFile == null,
                        "secretAccessKey",
                        "is given together with secretAccessKeyFile; keep one of the two",
                        "secretAccessKeyFile")
                .that(
                        accessKeyId == null || secretGiven,
                        "secretAccessKey",
                        "is missing, and accessKeyId is set; set it or secretAccessKeyFile",
                        "accessKeyId",
                        "secretAccessKeyFile")
                .that(
                        accessKeyId != null || !secretGiven,
                        "accessKeyId",
                        "is missing, and its secret is set; set both or neither",
                        "secretAccessKey",
                        "secretAccessKeyFile")
                .that(
                        accessKeyId != null || sessionToken == null,
                        "sessionToken",
                        "is set without accessKeyId; set both or neither",
                        "accessKeyId")
                .that(
                        accessKeyId == null || profile == null,
                        "profile",
                        profile + " is given together with accessKeyId; keep one of the two",
                        "accessKeyId")
                .that(
                        profile == null || !profile.isBlank(),
                        "profile",
                        "is empty; write a value, or leave the key out")
                .readableFile("secretAccessKeyFile", secretAccessKeyFile)
                .between(
                        "connectTimeout", connectTimeout, Duration.ofMillis(1), Duration.ofHours(1))
                .between("callTimeout", callTimeout, Duration.ofMillis(1), Duration.ofHours(1))
                .done();
    }

    /**
     * The secret of {@code accessKeyId}, from {@code secretAccessKey} or, freshly read, from {@code
     * secretAccessKeyFile}; null if there are no fixed credentials.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read; the message names it
     */
    public @Nullable Secret readSecretAccessKey() {
        return secretAccessKeyFile == null ? secretAccessKey : Secret.readFrom(secretAccessKeyFile);
    }
}
