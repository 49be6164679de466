/** Tests of single functions that the conformance table cannot express. */
@NullMarked
package io.sluice.iotsql.function;

import org.jspecify.annotations.NullMarked;
