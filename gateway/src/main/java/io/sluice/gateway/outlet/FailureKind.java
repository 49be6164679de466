/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

import java.util.Locale;

/**
 * Why something did not go out; answers whether waiting helps and who should be woken. The label in
 * logs, metrics and the runbook.
 */
public enum FailureKind {
    /** The stream's quota is used up; waiting helps. */
    THROTTLED(false),
    /** AWS answers 5xx; waiting helps. */
    UNAVAILABLE(false),
    /**
     * No connection to AWS, or it was cut before the answer; waiting helps, and what was sent may
     * have been accepted.
     */
    UNREACHABLE(false),
    /** No answer in time; waiting helps, and what was sent may have been accepted. */
    TIMEOUT(false),
    /**
     * Credentials are missing, wrong or expired, or the policy does not allow the call; an operator
     * must act.
     */
    ACCESS_DENIED(true),
    /** The stream is not there, or does not take direct puts; an operator must act. */
    STREAM_MISSING(true),
    /** The topic rule is not there, disabled or of no use; an operator must act. */
    RULE_MISSING(true),
    /** AWS will never take this record; it goes to quarantine. */
    INVALID_RECORD(false),
    /** Larger than a record can be; it goes to quarantine. */
    TOO_LARGE(false),
    /** The route's rule cannot be applied to it, such as for JSON that is none; quarantine. */
    RULE_FAILED(false),
    /** Nothing that is known; retried with patience. */
    UNKNOWN(false);

    private final boolean operatorMustAct;

    FailureKind(boolean operatorMustAct) {
        this.operatorMustAct = operatorMustAct;
    }

    /** Whether waiting alone will not mend it: the gateway keeps everything and is not ready. */
    public boolean operatorMustAct() {
        return operatorMustAct;
    }

    /** Whether AWS has said so, rather than nothing at all. */
    public boolean isAnswer() {
        return this != UNREACHABLE && this != TIMEOUT;
    }

    /** The label in metrics and logs: {@code throttled}, {@code stream-missing}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
