/** Tests of the room of the same name. */
@NullMarked
package io.sluice.simulator.fleet;

import org.jspecify.annotations.NullMarked;
