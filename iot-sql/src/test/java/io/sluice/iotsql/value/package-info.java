/** Tests of single values that the conformance table cannot express. */
@NullMarked
package io.sluice.iotsql.value;

import org.jspecify.annotations.NullMarked;
