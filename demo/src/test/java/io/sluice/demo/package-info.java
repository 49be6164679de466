/** Tests of the demo. */
@NullMarked
package io.sluice.demo;

import org.jspecify.annotations.NullMarked;
