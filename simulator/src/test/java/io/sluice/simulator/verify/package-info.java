/** Tests of the room of the same name. */
@NullMarked
package io.sluice.simulator.verify;

import org.jspecify.annotations.NullMarked;
