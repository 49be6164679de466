/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

import org.jspecify.annotations.Nullable;

/**
 * What became of one record.
 *
 * @param kind delivered, to be sent again, or hopeless
 * @param failure why, unless it was delivered
 */
public record Verdict(Kind kind, @Nullable Failure failure) {

    /** It is AWS's now. */
    public static final Verdict DELIVERED = new Verdict(Kind.DELIVERED, null);

    /** The three ends of one attempt. */
    public enum Kind {
        /** Accepted: never sent again. */
        DELIVERED,
        /** Refused now; the same record may be accepted later. */
        RETRY,
        /** Refused for ever. */
        REJECTED
    }

    /** Checks that a failure is given exactly when there was one. */
    public Verdict {
        if ((kind == Kind.DELIVERED) != (failure == null)) {
            throw new IllegalArgumentException(kind + " with failure " + failure);
        }
    }

    /** To be sent again. */
    public static Verdict retry(Failure failure) {
        return new Verdict(Kind.RETRY, failure);
    }

    /** Hopeless. */
    public static Verdict rejected(Failure failure) {
        return new Verdict(Kind.REJECTED, failure);
    }
}
