/**
 * The gateway as its users run it, beside what it is compared with: broker, Firehose's stand-in,
 * publisher and subject are processes of their own, started for each round and ended after it.
 * {@code BenchCommand} reads what is wanted, {@code Rounds} takes the turns, a {@code Flow}
 * measures a {@code Subject} on a {@code Stage}. docs/benchmarks.md tells the method and what
 * limits it.
 */
@NullMarked
package io.sluice.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
