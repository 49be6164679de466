/** Tests of the room of the same name. */
@NullMarked
package io.sluice.simulator.firehose;

import org.jspecify.annotations.NullMarked;
