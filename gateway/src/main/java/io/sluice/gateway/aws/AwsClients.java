/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.aws;

import io.sluice.gateway.config.AwsConfig;
import io.sluice.gateway.config.Secret;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

/** Makes clients of AWS. docs/adr/0003-http-client.md says why this HTTP client. */
public final class AwsClients {

    private static final Duration IDLE_CONNECTIONS_LIVE = Duration.ofSeconds(30);

    private AwsClients() {}

    /**
     * Sets up a client for so many calls at once. It does not retry: whoever calls does, since only
     * that one knows what of a call must be made again.
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
            B client, AwsConfig aws, int connections) {
        return build(client, aws, http(aws, connections));
    }

    /**
     * Sets up a client over an HTTP client of the caller's; otherwise the same.
     *
     * @param interceptors see and change each call
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
            B client,
            AwsConfig aws,
            SdkHttpClient.Builder<?> http,
            ExecutionInterceptor... interceptors) {
        client.region(Region.of(aws.region()))
                .credentialsProvider(credentials(aws))
                .overrideConfiguration(
                        override ->
                                override.executionInterceptors(List.of(interceptors))
                                        .apiCallTimeout(aws.callTimeout())
                                        .retryStrategy(AwsRetryStrategy.doNotRetry()));
        client.httpClientBuilder(http);
        if (aws.endpoint() != null) {
            client.endpointOverride(aws.endpoint());
        }
        return client.build();
    }

    /** The HTTP client for so many calls at once. */
    public static SdkHttpClient.Builder<?> http(AwsConfig aws, int connections) {
        return ApacheHttpClient.builder()
                .maxConnections(Math.max(2, connections))
                .expectContinueEnabled(false)
                .connectionTimeout(aws.connectTimeout())
                .connectionMaxIdleTime(IDLE_CONNECTIONS_LIVE)
                .socketTimeout(aws.callTimeout());
    }

    /**
     * Whose credentials the calls are signed with; renewed by the SDK where they expire, read anew
     * from a secret's file.
     */
    public static AwsCredentialsProvider credentials(AwsConfig aws) {
        String accessKeyId = aws.accessKeyId();
        if (accessKeyId != null) {
            return () -> fixed(aws, accessKeyId);
        }
        if (aws.profile() != null) {
            return ProfileCredentialsProvider.create(aws.profile());
        }
        return DefaultCredentialsProvider.builder().build();
    }

    private static AwsCredentials fixed(AwsConfig aws, String accessKeyId) {
        Secret secret = aws.readSecretAccessKey();
        String secretAccessKey = secret == null ? "" : secret.reveal();
        return aws.sessionToken() == null
                ? AwsBasicCredentials.create(accessKeyId, secretAccessKey)
                : AwsSessionCredentials.create(
                        accessKeyId, secretAccessKey, aws.sessionToken().reveal());
    }
}
