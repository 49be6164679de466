/** Tests of the room of the same name. */
@NullMarked
package io.sluice.simulator.device;

import org.jspecify.annotations.NullMarked;
