/** The commands {@code simulate} and {@code verify}. */
@NullMarked
package io.sluice.simulator.cli;

import org.jspecify.annotations.NullMarked;
