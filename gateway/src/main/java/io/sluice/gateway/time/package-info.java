/** The only place that reads the clock and sleeps; tests move it by hand. */
@NullMarked
package io.sluice.gateway.time;

import org.jspecify.annotations.NullMarked;
