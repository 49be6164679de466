/** How fast Sluice is, and at what price: nothing in here is published. */
@NullMarked
package io.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
