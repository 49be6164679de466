/**
 * An MQTT broker inside the process: Apache ActiveMQ Artemis with everything but MQTT switched off,
 * for the demo, the tests and the benchmarks. Artemis's types stay in this room. The gateway never
 * needs it: it talks to whatever broker there is.
 */
@NullMarked
package io.sluice.broker;

import org.jspecify.annotations.NullMarked;
