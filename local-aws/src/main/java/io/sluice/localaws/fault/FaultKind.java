/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.fault;

import java.util.Locale;

/** The ways in which local AWS can fail. */
public enum FaultKind {
    /** Whole put calls: HTTP 500 {@code ServiceUnavailableException}, "Slow down." */
    THROTTLE(Amount.SHARE),
    /** Single records inside an HTTP 200: {@code ServiceUnavailableException}, "Slow down." */
    RECORD_FAILURE(Amount.SHARE),
    /** Single records inside an HTTP 200: {@code InternalFailure}. */
    INTERNAL_FAILURE(Amount.SHARE),
    /** Every answer is this much later. */
    LATENCY(Amount.DURATION),
    /** Connections are cut with no answer. */
    DOWN(Amount.NONE),
    /** Whole calls, and nothing is stored: HTTP 500 {@code InternalFailure}. */
    SERVER_ERROR(Amount.SHARE),
    /** The records are accepted and stored, then the connection is cut with no answer. */
    LOST_ANSWER(Amount.SHARE),
    /** Every call: HTTP 400 {@code AccessDeniedException}. */
    ACCESS_DENIED(Amount.NONE),
    /** Every call: HTTP 400 {@code ExpiredTokenException}. */
    EXPIRED_TOKEN(Amount.NONE),
    /** Single actions of topic rules fail, so that the rule's error action runs. */
    RULE_FAILURE(Amount.SHARE),
    /** The region's quota per stream, or a given number of bytes per second. */
    QUOTA(Amount.RATE);

    /** What stands behind the equals sign. */
    enum Amount {
        /** Nothing. */
        NONE("nothing behind it"),
        /** A probability, 0 to 1. */
        SHARE("a share from 0 to 1, such as 0.2"),
        /** A duration. */
        DURATION("a duration, such as 200ms"),
        /** A number of bytes a second, or nothing for the region's own quota. */
        RATE("a size a second such as 2MiB, or nothing for the region's quota");

        private final String expected;

        Amount(String expected) {
            this.expected = expected;
        }

        String expected() {
            return expected;
        }
    }

    private final Amount amount;

    FaultKind(Amount amount) {
        this.amount = amount;
    }

    Amount amount() {
        return amount;
    }

    /** The name as people write it: {@code record-failure}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
