/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

/**
 * The bounds that keep a hostile statement or payload from taking more than a bounded time, depth
 * and memory. Those that AWS sets link to AWS's documentation; the others are ours.
 */
public final class SqlLimits {

    /** Characters of a statement. Ours; AWS limits the whole rule document. */
    public static final int STATEMENT_LENGTH = 65_536;

    /** Levels that expressions may nest in a statement. Ours. */
    public static final int EXPRESSION_DEPTH = 100;

    /** Levels that a JSON payload, or JSON text that is decoded, may nest. Ours. */
    public static final int PAYLOAD_DEPTH = 1_000;

    /**
     * Bytes or characters of one value that a function, an operator or SET makes; AWS names 128 KiB
     * for SET and {@code transform}.
     *
     * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-set.html">SET
     *     clause</a>
     */
    public static final int VALUE_LENGTH = 131_072;

    /** Bytes of a rule's result. Ours: as much as one Firehose record takes. */
    public static final int RESULT_LENGTH = 1_024_000;

    /**
     * Variables of a SET clause, from AWS.
     *
     * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-set.html">SET
     *     clause</a>
     */
    public static final int VARIABLES = 10;

    /**
     * Characters of a variable's name without its {@code @}, from AWS.
     *
     * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-set.html">SET
     *     clause</a>
     */
    public static final int VARIABLE_NAME_LENGTH = 64;

    /**
     * Digits that Int and Decimal keep, from AWS.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-data-types.html">Data
     *     types</a>
     */
    public static final int DIGITS = 34;

    /**
     * The largest exponent of a Decimal, and with a minus the smallest, from AWS.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-data-types.html">Data
     *     types</a>
     */
    public static final int EXPONENT = 999;

    /** Characters of a number that is computed with; a longer one only passes through. Ours. */
    public static final int NUMBER_LENGTH = 1_100;

    /** Steps of one evaluation: one for each part that is evaluated or for 8 characters. Ours. */
    public static final int STEPS = 1_000_000;

    /** Characters of a regular expression; a longer one is not valid. Ours. */
    public static final int REGEX_LENGTH = 2_048;

    /** Instructions that a regular expression may come to when its counts are written out. Ours. */
    public static final int REGEX_SIZE = 5_000;

    /** Calls of regular expressions in a statement or template. Ours. */
    public static final int REGEX_CALLS = 100;

    /** Characters read, times the size of the expression, in one use of an expression. Ours. */
    public static final long REGEX_WORK = 50_000_000;

    /** Characters of a pattern for {@code parse_time} or {@code time_to_epoch}. Ours. */
    public static final int TIME_PATTERN_LENGTH = 256;

    private SqlLimits() {}
}
