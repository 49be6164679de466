/**
 * A fleet of simulated devices, the ledger of what they sent, and the verification of what was
 * delivered.
 *
 * <p>Rooms, in reading order: {@code device} (what a sensor measures), {@code ledger} (what was
 * sent and acknowledged), {@code fleet} (devices over MQTT), {@code firehose} (devices straight
 * into a delivery stream), {@code verify} (ledger against delivered objects), {@code cli}.
 */
@NullMarked
package io.sluice.simulator;

import org.jspecify.annotations.NullMarked;
