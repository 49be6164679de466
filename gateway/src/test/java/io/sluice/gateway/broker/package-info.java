/**
 * What the gateway's source needs of an MQTT broker, tried with each broker that can be had: {@code
 * BrokerContract} has the tests, {@code docs/brokers.md} what came of them. Tests only.
 */
@NullMarked
package io.sluice.gateway.broker;

import org.jspecify.annotations.NullMarked;
