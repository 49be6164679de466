/**
 * The gateway as its users run it, against a subscriber that does nothing: broker, local AWS and
 * subject are processes of their own, the readings wait in the broker before the clock starts.
 * docs/benchmarks.md tells the method and what limits it.
 */
@NullMarked
package io.sluice.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
