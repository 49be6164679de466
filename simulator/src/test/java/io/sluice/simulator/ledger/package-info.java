/** Tests of the room of the same name. */
@NullMarked
package io.sluice.simulator.ledger;

import org.jspecify.annotations.NullMarked;
