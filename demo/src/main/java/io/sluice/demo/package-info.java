/**
 * The whole system in one process: broker, local AWS, gateway and devices. It introduces them to
 * one another, stops them in the order in which nothing is lost, and takes the balance. {@link
 * io.sluice.demo.DemoSystem} is where to begin to read.
 *
 * <p>All that a run writes is below its data directory; see {@link io.sluice.demo.DemoFolder}.
 */
@NullMarked
package io.sluice.demo;

import org.jspecify.annotations.NullMarked;
