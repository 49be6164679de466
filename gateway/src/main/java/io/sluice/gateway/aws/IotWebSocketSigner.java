/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.aws;

import io.sluice.gateway.config.AwsConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs the URL of MQTT over WebSocket with SigV4. Unlike elsewhere the session token is not part
 * of what is signed, but put behind it.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html">AWS IoT
 *     Developer Guide, MQTT over the WebSocket protocol</a>
 */
public final class IotWebSocketSigner {

    private static final String SERVICE = "iotdevicegateway";
    private static final int HTTPS = 443;

    /** For opening the connection; an open one may go on longer. */
    private static final Duration VALID = Duration.ofMinutes(5);

    private IotWebSocketSigner() {}

    /** The query of {@code wss://HOST/mqtt}, signed now with the configured credentials. */
    public static String query(AwsConfig aws, String host, int port) {
        AwsCredentials credentials = AwsClients.credentials(aws).resolveCredentials();
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.GET)
                        .protocol("https")
                        .host(host)
                        .encodedPath("/mqtt");
        if (port != HTTPS) {
            request.port(port);
        }
        SdkHttpRequest signed =
                AwsV4HttpSigner.create()
                        .sign(
                                sign ->
                                        sign.identity(
                                                        AwsCredentialsIdentity.create(
                                                                credentials.accessKeyId(),
                                                                credentials.secretAccessKey()))
                                                .request(request.build())
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                        SERVICE)
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME, aws.region())
                                                .putProperty(
                                                        AwsV4HttpSigner.AUTH_LOCATION,
                                                        AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                                                .putProperty(
                                                        AwsV4HttpSigner.EXPIRATION_DURATION, VALID))
                        .request();
        String query = signed.encodedQueryParameters().orElseThrow();
        return credentials instanceof AwsSessionCredentials temporary
                ? query
                        + "&X-Amz-Security-Token="
                        + URLEncoder.encode(temporary.sessionToken(), StandardCharsets.UTF_8)
                : query;
    }
}
