/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.sluice.gateway.mqtt.TlsFilesException;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.toolkit.Reason;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Reads AWS IoT Core's answers: PUBACK, CONNACK, DISCONNECT, or none (MQTT 5, section 2.4). */
final class PublishAnswer {

    private PublishAnswer() {}

    /** What became of a message. */
    static Verdict verdict(@Nullable Mqtt5PublishResult result, @Nullable Throwable failure) {
        Throwable error =
                failure != null || result == null ? failure : result.getError().orElse(null);
        if (error == null) {
            return Verdict.DELIVERED;
        }
        Throwable cause = Reason.ofFuture(error);
        if (cause instanceof Mqtt5PubAckException refused) {
            return verdict(refused.getMqttMessage().getReasonCode());
        }
        return Verdict.retry(failure(cause));
    }

    private static Verdict verdict(Mqtt5PubAckReasonCode code) {
        String words = "AWS IoT Core refuses the message: " + words(code.name(), code.getCode());
        return switch (code) {
            case SUCCESS, NO_MATCHING_SUBSCRIBERS -> Verdict.DELIVERED;
            case NOT_AUTHORIZED ->
                    Verdict.retry(
                            new Failure(
                                    FailureKind.ACCESS_DENIED,
                                    words + "; allow iot:Publish on the topic in its policy"));
            case QUOTA_EXCEEDED -> Verdict.retry(new Failure(FailureKind.THROTTLED, words));
            case TOPIC_NAME_INVALID, PAYLOAD_FORMAT_INVALID ->
                    Verdict.rejected(new Failure(FailureKind.INVALID_RECORD, words));
            case UNSPECIFIED_ERROR, IMPLEMENTATION_SPECIFIC_ERROR, PACKET_IDENTIFIER_IN_USE ->
                    Verdict.retry(new Failure(FailureKind.UNKNOWN, words));
        };
    }

    /** Why there is no connection. */
    static Failure failure(Throwable thrown) {
        Throwable cause = Reason.ofFuture(thrown);
        if (cause instanceof IotCoreException control && !control.isDenied()) {
            return new Failure(FailureKind.UNAVAILABLE, String.valueOf(cause.getMessage()));
        }
        if (cause instanceof TlsFilesException || cause instanceof IotCoreException) {
            return new Failure(FailureKind.ACCESS_DENIED, String.valueOf(cause.getMessage()));
        }
        if (cause instanceof Mqtt5ConnAckException refused) {
            Mqtt5ConnAckReasonCode code = refused.getMqttMessage().getReasonCode();
            String words =
                    "AWS IoT Core refuses the connection: " + words(code.name(), code.getCode());
            return switch (code) {
                case NOT_AUTHORIZED, BAD_USER_NAME_OR_PASSWORD, BANNED, BAD_AUTHENTICATION_METHOD ->
                        new Failure(
                                FailureKind.ACCESS_DENIED,
                                words
                                        + "; check the certificate (or credentials) and that its policy allows iot:Connect");
                default -> new Failure(FailureKind.UNAVAILABLE, words);
            };
        }
        if (cause instanceof Mqtt5DisconnectException ended) {
            var code = ended.getMqttMessage().getReasonCode();
            return new Failure(
                    FailureKind.UNAVAILABLE,
                    "AWS IoT Core ended the connection: " + words(code.name(), code.getCode()));
        }
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SSLException) {
                return new Failure(
                        FailureKind.ACCESS_DENIED,
                        "no TLS connection ("
                                + at.getMessage()
                                + "); check iotCore.tls and that the port speaks TLS");
            }
        }
        if (cause instanceof ConnectionClosedException) {
            return new Failure(
                    FailureKind.UNREACHABLE,
                    "the connection to AWS IoT Core broke: " + cause.getMessage());
        }
        return new Failure(FailureKind.UNREACHABLE, String.valueOf(deepest(cause).getMessage()));
    }

    private static Throwable deepest(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return at;
    }

    private static String words(String name, int code) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ')
                + " (0x"
                + Integer.toHexString(code)
                + ")";
    }
}
