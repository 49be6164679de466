/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

/**
 * Answers to what AWS's documentation leaves open or contradicts itself about. The defaults are
 * what AWS's engine most likely does; {@code docs/iot-sql.md} has the reasons.
 *
 * @param division of an Int by an Int
 * @param divisionByZero what it yields
 * @param bitNot how the function of that name works
 * @param round how {@code round} treats a half
 * @param toInt how a Decimal becomes an Int where a function wants an Int
 * @param untouched what {@code SELECT *} with a WHERE yields
 * @param unnamed the key of an expression without AS
 * @param collision which of two equal keys in the result wins
 * @param escapes what a backslash means in a string
 * @param emptyPayload what a field of an empty payload is
 * @param indexOfMissing what {@code indexof} yields if there is none
 * @param undefinedInArray what an Undefined element of an array becomes
 * @param undefinedAlone what {@code SELECT VALUE} of Undefined yields
 */
public record SqlPolicy(
        Division division,
        DivisionByZero divisionByZero,
        BitNot bitNot,
        Round round,
        ToInt toInt,
        Untouched untouched,
        Unnamed unnamed,
        Collision collision,
        Escapes escapes,
        EmptyPayload emptyPayload,
        IndexOfMissing indexOfMissing,
        UndefinedInArray undefinedInArray,
        UndefinedAlone undefinedAlone) {

    /** What AWS's engine most likely does. */
    public static final SqlPolicy DEFAULT =
            new SqlPolicy(
                    Division.EXACT,
                    DivisionByZero.UNDEFINED,
                    BitNot.TWOS_COMPLEMENT,
                    Round.HALF_AWAY_FROM_ZERO,
                    ToInt.FLOOR,
                    Untouched.ORIGINAL_BYTES,
                    Unnamed.SOURCE_TEXT,
                    Collision.LATER_WINS,
                    Escapes.QUOTE_ONLY,
                    EmptyPayload.EMPTY_OBJECT,
                    IndexOfMissing.MINUS_ONE,
                    UndefinedInArray.OMITTED,
                    UndefinedAlone.NOTHING);

    /** Of an Int by an Int. */
    public enum Division {
        /** {@code 7/2} is 3.5, as in the example of "SET clause". */
        EXACT,
        /** {@code 7/2} is 3, as in the table of "Operators". */
        TRUNCATED
    }

    /** Division or remainder by zero. */
    public enum DivisionByZero {
        /** Yields Undefined, as any function does with a wrong argument. */
        UNDEFINED,
        /** Fails the rule. */
        FAILURE
    }

    /** How {@code bitnot} works. */
    public enum BitNot {
        /** {@code bitnot(13)} is -14, as bits work. */
        TWOS_COMPLEMENT,
        /** {@code bitnot(13)} is 2, as in the example: only as many bits as the number has. */
        OWN_BITS
    }

    /** How {@code round} treats a half. */
    public enum Round {
        /** -1.5 becomes -2, as in the examples. */
        HALF_AWAY_FROM_ZERO,
        /** -1.5 becomes -1, as "rounded up" in the text says. */
        HALF_UP,
        /** 1.7 becomes 1, as the table of {@code round} says. */
        DOWN
    }

    /** How a Decimal becomes an Int where a function wants an Int. */
    public enum ToInt {
        /** 2.745 becomes 2, as in the examples and tables of the functions. */
        FLOOR,
        /** 2.745 becomes 3, as in "Data types". */
        NEAREST
    }

    /** What {@code SELECT *} with a WHERE yields for a JSON payload. */
    public enum Untouched {
        /** The payload's own bytes. */
        ORIGINAL_BYTES,
        /** The payload written anew, compact. */
        REWRITTEN
    }

    /** The key of an expression without AS that is not a field. */
    public enum Unnamed {
        /** The text of the expression as written. */
        SOURCE_TEXT,
        /** Such a statement is refused. */
        REFUSED
    }

    /** Which of two equal keys in the result wins. */
    public enum Collision {
        /** The later one, in the place of the first. */
        LATER_WINS,
        /** The first one. */
        FIRST_WINS
    }

    /** What a backslash means in a string. A doubled quote is always one quote. */
    public enum Escapes {
        /** Before a quote it escapes the quote; otherwise it stays, so that {@code \d} does. */
        QUOTE_ONLY,
        /** As in JSON; before any other character it stays. */
        JSON
    }

    /** What an empty payload is where a field is asked for. */
    public enum EmptyPayload {
        /** An object without fields. */
        EMPTY_OBJECT,
        /** Not JSON: the rule fails. */
        NOT_JSON
    }

    /** What {@code indexof} yields if there is none. */
    public enum IndexOfMissing {
        /** -1, as in Java. */
        MINUS_ONE,
        /** Undefined. */
        UNDEFINED
    }

    /** What an Undefined element of an array becomes. */
    public enum UndefinedInArray {
        /** It is left out. */
        OMITTED,
        /** It becomes null. */
        NULL
    }

    /** What {@code SELECT VALUE} of Undefined yields. */
    public enum UndefinedAlone {
        /** A payload of no bytes. */
        NOTHING,
        /** A JSON string without characters, {@code ""}. */
        EMPTY_STRING
    }
}
