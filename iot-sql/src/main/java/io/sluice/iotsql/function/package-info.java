/**
 * The functions of AWS IoT SQL, in groups, and the one table that names them all with their number
 * of arguments and version. A function never sees a statement, only the values of its arguments.
 */
@NullMarked
package io.sluice.iotsql.function;

import org.jspecify.annotations.NullMarked;
