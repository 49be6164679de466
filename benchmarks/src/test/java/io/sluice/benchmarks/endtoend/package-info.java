@NullMarked
package io.sluice.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
