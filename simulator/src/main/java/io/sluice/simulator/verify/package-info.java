/**
 * Compares a ledger with the objects that a local AWS delivered: what was acknowledged and is not
 * there is lost, what is there twice is a duplicate.
 */
@NullMarked
package io.sluice.simulator.verify;

import org.jspecify.annotations.NullMarked;
