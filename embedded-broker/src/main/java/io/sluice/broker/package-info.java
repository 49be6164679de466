/**
 * An MQTT broker inside the process: Apache ActiveMQ Artemis with everything but MQTT switched off,
 * for the demo, the tests and the benchmarks. Artemis's types stay in this room. The gateway never
 * needs it: it talks to whatever broker there is.
 *
 * <p>With a {@link io.sluice.broker.BrokerGate} in its options the broker asks somebody else about
 * every packet that a client sends: that is how the local AWS IoT Core gets its limits and its
 * rules.
 */
@NullMarked
package io.sluice.broker;

import org.jspecify.annotations.NullMarked;
