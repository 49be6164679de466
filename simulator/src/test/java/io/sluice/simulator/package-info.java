/** Tests that concern the simulator as a whole. */
@NullMarked
package io.sluice.simulator;

import org.jspecify.annotations.NullMarked;
