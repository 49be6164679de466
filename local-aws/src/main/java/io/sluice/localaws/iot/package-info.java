/**
 * AWS IoT Core: {@link io.sluice.localaws.iot.IotCore} holds it together, {@link
 * io.sluice.localaws.iot.IotApi} is its control plane. Rules are in {@code rule}, what runs them is
 * in {@code engine}, the MQTT endpoint in {@code mqtt}.
 */
@NullMarked
package io.sluice.localaws.iot;

import org.jspecify.annotations.NullMarked;
