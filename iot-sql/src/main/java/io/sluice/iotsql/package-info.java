/**
 * AWS IoT SQL for Java: parses the statement of an AWS IoT topic rule and evaluates it for one
 * message at a time. Values in, values out: no input or output, no logging, no clock of its own.
 *
 * <p>Start with {@link io.sluice.iotsql.RuleStatement}. What is supported, and which way was taken
 * where AWS's documentation is silent, is in {@code docs/iot-sql.md}; the switches are in {@link
 * io.sluice.iotsql.SqlPolicy}, the bounds in {@link io.sluice.iotsql.SqlLimits}.
 */
@NullMarked
package io.sluice.iotsql;

import org.jspecify.annotations.NullMarked;
