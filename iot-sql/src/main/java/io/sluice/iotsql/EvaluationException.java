/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

/** Carries an {@link EvaluationFailure}; cheap, since it has no stack trace. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient EvaluationFailure failure;

    /** Carries that failure. */
    public EvaluationException(EvaluationFailure failure) {
        super(failure.describe(), null, false, false);
        this.failure = failure;
    }

    /** A failure of no certain part of the statement. */
    public EvaluationException(EvaluationFailure.Kind kind, String message) {
        this(new EvaluationFailure(kind, message, 0, 0));
    }

    /** What failed. */
    public EvaluationFailure failure() {
        return failure;
    }
}
