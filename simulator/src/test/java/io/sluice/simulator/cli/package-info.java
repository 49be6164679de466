/** Tests of the room of the same name. */
@NullMarked
package io.sluice.simulator.cli;

import org.jspecify.annotations.NullMarked;
