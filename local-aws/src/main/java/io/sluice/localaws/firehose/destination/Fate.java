/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.destination;

import io.sluice.localaws.firehose.process.FailureReason;
import java.util.Map;

/**
 * What became of a record in one attempt.
 *
 * @param kind what is next for it
 * @param reason why, unless it was accepted
 * @param more what a failure object says of it besides
 */
public record Fate(Kind kind, FailureReason reason, Map<String, String> more) {

    /** It is there. */
    public static final Fate ACCEPTED =
            new Fate(Kind.ACCEPTED, new FailureReason("", ""), Map.of());

    /** What is next. */
    public enum Kind {
        /** Nothing. */
        ACCEPTED,
        /** Another attempt, while the stream's retry duration lasts. */
        RETRY,
        /** The error prefix, at once. */
        REFUSED,
        /** Nothing, and it is lost: AWS does so, and local AWS says so in its log. */
        DISCARDED
    }

    static Fate retry(String code, String message) {
        return new Fate(Kind.RETRY, new FailureReason(code, message), Map.of());
    }

    static Fate discarded(String code, String message) {
        return new Fate(Kind.DISCARDED, new FailureReason(code, message), Map.of());
    }
}
