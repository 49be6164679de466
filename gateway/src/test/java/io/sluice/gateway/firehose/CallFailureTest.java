/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.Verdict;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.InvalidKmsResourceException;
import software.amazon.awssdk.services.firehose.model.InvalidSourceException;
import software.amazon.awssdk.services.firehose.model.LimitExceededException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

/** Amazon Data Firehose API Reference, PutRecordBatch, Errors, and Common Errors. */
class CallFailureTest {

    private static AwsErrorDetails details(String code, String message) {
        return AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    }

    private static FailureKind kind(SdkException thrown) {
        return CallFailure.read(thrown).kind();
    }

    @ParameterizedTest
    @CsvSource({
        "500, ServiceUnavailableException, THROTTLED",
        "400, ThrottlingException, THROTTLED",
        "400, Throttling, THROTTLED",
        "400, LimitExceededException, THROTTLED",
        "400, AccessDeniedException, ACCESS_DENIED",
        "400, ExpiredTokenException, ACCESS_DENIED",
        "400, InvalidSignatureException, ACCESS_DENIED",
        "400, UnrecognizedClientException, ACCESS_DENIED",
        "400, IncompleteSignature, ACCESS_DENIED",
        "403, MissingAuthenticationTokenException, ACCESS_DENIED",
        "403, SomethingNew, ACCESS_DENIED",
        "401, SomethingNew, ACCESS_DENIED",
        "400, ValidationException, INVALID_RECORD",
        "400, SerializationException, INVALID_RECORD",
        "413, RequestEntityTooLarge, INVALID_RECORD",
        "500, InternalFailure, UNAVAILABLE",
        "502, BadGateway, UNAVAILABLE",
        "503, SomethingNew, UNAVAILABLE",
        "504, SomethingNew, UNAVAILABLE",
        "400, UnknownOperationException, UNKNOWN",
        "404, SomethingNew, UNKNOWN"
    })
    void readsACommonErrorByItsCodeAndStatus(int status, String code, FailureKind expected) {
        // Given
        SdkException thrown =
                FirehoseException.builder()
                        .statusCode(status)
                        .awsErrorDetails(details(code, "words"))
                        .build();

        // When
        var failure = CallFailure.read(thrown);

        // Then
        assertThat(failure.kind()).isEqualTo(expected);
        assertThat(failure.message()).isEqualTo(code + ": words");
    }

    @Test
    void readsTheErrorsOfPutRecordBatch() {
        assertThat(kind(ServiceUnavailableException.builder().statusCode(500).build()))
                .isEqualTo(FailureKind.THROTTLED);
        assertThat(kind(LimitExceededException.builder().statusCode(400).build()))
                .isEqualTo(FailureKind.THROTTLED);
        assertThat(kind(ResourceNotFoundException.builder().statusCode(400).build()))
                .isEqualTo(FailureKind.STREAM_MISSING);
        assertThat(kind(InvalidSourceException.builder().statusCode(400).build()))
                .isEqualTo(FailureKind.STREAM_MISSING);
        assertThat(kind(InvalidKmsResourceException.builder().statusCode(400).build()))
                .isEqualTo(FailureKind.ACCESS_DENIED);
    }

    @Test
    void blamesTheRecordsForAnArgumentThatIsTooLarge() {
        // Given
        SdkException thrown =
                InvalidArgumentException.builder()
                        .statusCode(400)
                        .awsErrorDetails(
                                details(
                                        "InvalidArgumentException",
                                        "Records size exceeds 4 MB limit"))
                        .build();

        // When
        Verdict verdict = CallFailure.verdict(thrown);

        // Then
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.REJECTED);
    }

    @Test
    void blamesTheStreamWhenItTakesNoDirectPuts() {
        // Given
        SdkException thrown =
                InvalidArgumentException.builder()
                        .statusCode(400)
                        .awsErrorDetails(
                                details(
                                        "InvalidArgumentException",
                                        "This operation is not permitted on KinesisStreamAsSource"
                                                + " delivery stream type."))
                        .build();

        // When
        Verdict verdict = CallFailure.verdict(thrown);

        // Then
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.RETRY);
        assertThat(kind(thrown)).isEqualTo(FailureKind.STREAM_MISSING);
    }

    @Test
    void readsTimeouts() {
        assertThat(kind(ApiCallTimeoutException.create(100))).isEqualTo(FailureKind.TIMEOUT);
        assertThat(kind(ApiCallAttemptTimeoutException.create(100))).isEqualTo(FailureKind.TIMEOUT);
        assertThat(
                        kind(
                                SdkClientException.create(
                                        "Unable to execute HTTP request: Read timed out",
                                        new SocketTimeoutException("Read timed out"))))
                .isEqualTo(FailureKind.TIMEOUT);
    }

    @Test
    void readsANetworkThatIsNotThere() {
        assertThat(
                        kind(
                                SdkClientException.create(
                                        "Unable to execute HTTP request: Connection refused",
                                        new ConnectException("Connection refused"))))
                .isEqualTo(FailureKind.UNREACHABLE);
        assertThat(
                        kind(
                                SdkClientException.create(
                                        "Received an UnknownHostException when attempting to"
                                                + " interact with a service.",
                                        new UnknownHostException("firehose"))))
                .isEqualTo(FailureKind.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unable to load credentials from any of the providers in the chain",
                "Profile file contained no credentials for profile 'edge'",
                "Profile file contained no information for profile 'edge'"
            })
    void readsCredentialsThatAreNotThere(String message) {
        assertThat(kind(SdkClientException.create(message))).isEqualTo(FailureKind.ACCESS_DENIED);
    }

    @Test
    void saysInOneClauseWhatTheSdkSaysOfAllItsProvidersAndAttempts() {
        // Given
        SdkException noCredentials =
                SdkClientException.create(
                        "Unable to load credentials from any of the providers in the chain"
                                + " AwsCredentialsProviderChain(credentialsProviders=[]) : [SystemProperty...]");
        SdkException cut =
                SdkClientException.create(
                        "Unable to execute HTTP request: Connection refused (SDK Attempt Count: 1)");

        // When, Then
        assertThat(CallFailure.read(noCredentials).message())
                .isEqualTo(
                        "no AWS credentials in environment, profile, container or instance role");
        assertThat(CallFailure.read(cut).message())
                .isEqualTo("Unable to execute HTTP request: Connection refused");
    }

    @Test
    void hasWordsThoughTheServiceHasNone() {
        // Given
        SdkException bare = FirehoseException.builder().statusCode(503).build();
        SdkException noMessage =
                FirehoseException.builder()
                        .statusCode(500)
                        .awsErrorDetails(AwsErrorDetails.builder().errorCode("Oops").build())
                        .build();

        // When
        String words = CallFailure.read(bare).message();

        // Then
        assertThat(words).isEqualTo("HTTP 503");
        assertThat(CallFailure.read(noMessage).message()).isEqualTo("Oops");
    }
}
