/**
 * The values of AWS IoT SQL, their conversions, and JSON in and out. Knows nothing of statements;
 * every loop over foreign data is bounded by {@link io.sluice.iotsql.SqlLimits}.
 */
@NullMarked
package io.sluice.iotsql.value;

import org.jspecify.annotations.NullMarked;
