/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.firehose;

import io.sluice.toolkit.CommandFailure;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;

/**
 * Makes the SDK's client. At AWS's own address with the SDK's standard chains for credentials and
 * region; on this machine made-up ones do where none are set, and the instance's metadata service
 * is not asked, which costs seconds where there is none.
 */
final class FirehoseClients {

    private static final AwsCredentialsProvider MADE_UP =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private FirehoseClients() {}

    static FirehoseClient open(StreamTarget target) {
        FirehoseClientBuilder builder =
                FirehoseClient.builder()
                        .httpClientBuilder(
                                ApacheHttpClient.builder()
                                        // saves a round trip on each call
                                        .expectContinueEnabled(false)
                                        .connectionTimeout(Duration.ofSeconds(5))
                                        .socketTimeout(Duration.ofSeconds(30)))
                        .credentialsProvider(credentials(target))
                        .region(region(target));
        target.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(StreamTarget target) {
        if (!target.isLocal()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                SystemPropertyCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                MADE_UP);
    }

    private static Region region(StreamTarget target) {
        if (target.region().isPresent()) {
            return Region.of(target.region().get());
        }
        AwsRegionProvider provider =
                target.isLocal()
                        ? new AwsRegionProviderChain(
                                new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                        : DefaultAwsRegionProviderChain.builder().build();
        try {
            return provider.getRegion();
        } catch (SdkClientException e) {
            if (target.isLocal()) {
                return Region.US_EAST_1;
            }
            throw CommandFailure.usage(
                    "no AWS region for " + target + "; give --region or set AWS_REGION");
        }
    }
}
