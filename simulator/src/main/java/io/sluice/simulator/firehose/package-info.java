/**
 * Readings straight into a delivery stream, as {@code aws firehose put-record} would, without MQTT.
 * The AWS SDK's types stay in this room.
 */
@NullMarked
package io.sluice.simulator.firehose;

import org.jspecify.annotations.NullMarked;
