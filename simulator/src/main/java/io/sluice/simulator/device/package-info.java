/**
 * What a device is and what it measures: names, sensor model, readings as JSON. Pure: no clock, no
 * network, no state; the same seed, device and sequence number give the same values for ever.
 */
@NullMarked
package io.sluice.simulator.device;

import org.jspecify.annotations.NullMarked;
