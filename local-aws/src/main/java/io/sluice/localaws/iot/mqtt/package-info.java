/**
 * AWS IoT Core as MQTT clients see it: who may connect, what a connection is held to, what becomes
 * of each publish. The broker itself is the embedded one; this is the gate before it.
 */
@NullMarked
package io.sluice.localaws.iot.mqtt;

import org.jspecify.annotations.NullMarked;
