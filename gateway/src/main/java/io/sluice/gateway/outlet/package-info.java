/**
 * What every way out of the gateway has in common: records in, one verdict for each out. Values and
 * one interface, no I/O.
 */
@NullMarked
package io.sluice.gateway.outlet;

import org.jspecify.annotations.NullMarked;
