/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.firehose;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;

/** Tells a call that may succeed later from one that never will. */
final class StreamTrouble {

    // "Common Errors" of the Firehose API reference, and those that its clients see
    private static final Set<String> NOT_ALLOWED =
            Set.of(
                    "AccessDeniedException",
                    "ExpiredTokenException",
                    "IncompleteSignature",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "MissingAuthenticationTokenException",
                    "NotAuthorized",
                    "OptInRequired",
                    "UnrecognizedClientException");

    private StreamTrouble() {}

    /** One line for the user if sending again will not help; else empty. */
    static Optional<String> hopeless(SdkException e, StreamTarget target) {
        if (e instanceof ResourceNotFoundException) {
            return Optional.of(
                    "there is no delivery stream "
                            + target
                            + "; create it, or check the name and --region");
        }
        if (e instanceof InvalidArgumentException invalid) {
            return Optional.of(
                    target + " refused the call: " + invalid.awsErrorDetails().errorMessage());
        }
        if (e instanceof AwsServiceException refused
                && refused.awsErrorDetails() != null
                && NOT_ALLOWED.contains(String.valueOf(refused.awsErrorDetails().errorCode()))) {
            return Optional.of(
                    target
                            + " refused the call: "
                            + refused.awsErrorDetails().errorCode()
                            + "; check the credentials and their permission firehose:PutRecord(Batch)");
        }
        if (String.valueOf(e.getMessage()).startsWith("Unable to load credentials")) {
            return Optional.of(
                    "no AWS credentials found for "
                            + target
                            + "; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        return Optional.empty();
    }
}
