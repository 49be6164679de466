/** The hot pieces of the gateway, each alone: nanoseconds and bytes for one reading. */
@NullMarked
package io.sluice.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
