/** Tests of the statements: the conformance table, errors, bounds, and random input. */
@NullMarked
package io.sluice.iotsql;

import org.jspecify.annotations.NullMarked;
