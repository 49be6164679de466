/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.SqlLimits;

/**
 * What one evaluation may still spend. Counted, not timed, so that the same message gives the same
 * outcome on every machine. One thread.
 */
public final class Work {

    private static final int CHARACTERS_PER_STEP = 8;

    private long left = SqlLimits.STEPS;

    /**
     * Spends steps.
     *
     * @throws EvaluationException of kind TOO_MUCH_WORK if there are none left
     */
    public void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new EvaluationException(
                    EvaluationFailure.Kind.TOO_MUCH_WORK,
                    "the evaluation takes more than "
                            + SqlLimits.STEPS
                            + " steps; make the statement or the payload simpler");
        }
    }

    /** Spends what it takes to look at that many characters. */
    public void read(long characters) {
        spend(characters / CHARACTERS_PER_STEP);
    }

    /**
     * Passes a string that was made.
     *
     * @throws EvaluationException of kind RESULT_TOO_LARGE if it is too long
     */
    public StringValue made(String text) {
        requireLength(text.length());
        read(text.length());
        return new StringValue(text);
    }

    /**
     * Refuses to make a value of that many characters or bytes.
     *
     * @throws EvaluationException of kind RESULT_TOO_LARGE if they are too many
     */
    public static void requireLength(long length) {
        if (length > SqlLimits.VALUE_LENGTH) {
            throw new EvaluationException(
                    EvaluationFailure.Kind.RESULT_TOO_LARGE,
                    "a value would be longer than " + SqlLimits.VALUE_LENGTH + " characters");
        }
    }
}
