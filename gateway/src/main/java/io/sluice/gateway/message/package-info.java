/**
 * The values that travel through the gateway: a message as it came off MQTT, and the receipt that
 * settles it with the broker. Depends on nothing of ours.
 */
@NullMarked
package io.sluice.gateway.message;

import org.jspecify.annotations.NullMarked;
