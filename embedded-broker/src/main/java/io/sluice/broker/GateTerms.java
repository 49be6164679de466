/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

/**
 * What a gated broker tells MQTT 5 clients in its CONNACK, and holds all clients to.
 *
 * @param receiveMaximum publishes that may wait for their acknowledgement; nothing more is read
 *     from a connection with so many
 * @param maximumQos 0 to 2
 * @param maximumPacketBytes the largest packet
 * @param maximumPayloadBytes the largest payload; above it the connection is closed, for MQTT 5
 *     with 0x95 Packet too large
 * @param topicAliasMaximum aliases that a client may use
 * @param keepAliveSeconds the longest keep-alive, and what a client gets that wants none
 */
public record GateTerms(
        int receiveMaximum,
        int maximumQos,
        int maximumPacketBytes,
        int maximumPayloadBytes,
        int topicAliasMaximum,
        int keepAliveSeconds) {}
