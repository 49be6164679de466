/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

/**
 * Why a rule could not be evaluated for a message. AWS runs no action in such a case, logs it and
 * counts a {@code ParseError}.
 *
 * @param kind what went wrong
 * @param message one line: what failed, and on what
 * @param line the line of the part of the statement, from 1; 0 if no part is to blame
 * @param column the column in that line, from 1; 0 if no part is to blame
 */
public record EvaluationFailure(Kind kind, String message, int line, int column) {

    /** What can go wrong. */
    public enum Kind {
        /** A field is asked for, but the payload is not JSON in valid UTF-8. */
        PAYLOAD_NOT_JSON,
        /** {@code *} stands beside other fields, but the payload is JSON other than an object. */
        PAYLOAD_NOT_OBJECT,
        /** The payload nests deeper than {@link SqlLimits#PAYLOAD_DEPTH}. */
        PAYLOAD_TOO_DEEP,
        /** A string, a variable, an array of {@code transform} or the result is too long. */
        RESULT_TOO_LARGE,
        /** The evaluation would take longer than {@link SqlLimits} allows. */
        TOO_MUCH_WORK,
        /** A function that reaches out of the message, such as {@code aws_lambda}. */
        EXTERNAL_FUNCTION,
        /** A regular expression that only a backtracking engine could run. */
        UNSUPPORTED_REGEX,
        /** SELECT VALUE of an array in version 2015-10-08, which cannot output one. */
        ARRAY_RESULT,
        /** A number is divided by zero, and the policy is to fail. */
        DIVISION_BY_ZERO
    }

    /** The message with its place, as people read it. */
    public String describe() {
        return line == 0 ? message : "line " + line + ", column " + column + ": " + message;
    }
}
