/** The faults, each with the evidence that it happened. */
@NullMarked
package io.sluice.torture.fault;

import org.jspecify.annotations.NullMarked;
