/**
 * Many devices over a few MQTT connections. Eclipse Paho's types stay in this room.
 *
 * <p>Open {@code Fleet} first, then {@code DeviceConnection} (one thread, some devices) and {@code
 * BrokerSession} (one Paho client: hand-over, acknowledgements, reconnecting).
 */
@NullMarked
package io.sluice.simulator.fleet;

import org.jspecify.annotations.NullMarked;
