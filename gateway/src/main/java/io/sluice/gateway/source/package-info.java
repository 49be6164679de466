/**
 * The broker session: persistent, acknowledged by hand, bounded by receive-maximum. The MQTT
 * client's types stay here.
 */
@NullMarked
package io.sluice.gateway.source;

import org.jspecify.annotations.NullMarked;
