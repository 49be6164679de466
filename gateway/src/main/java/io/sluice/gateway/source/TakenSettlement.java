/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

/**
 * The receipt of a message of QoS 1, to be acknowledged over the connection that it came by and
 * over no other: there its packet identifier may stand for another message.
 */
final class TakenSettlement extends Settlement {

    private final PublishTaker connection;
    private final int packetIdentifier;

    TakenSettlement(
            PublishWindow window, int bytes, PublishTaker connection, int packetIdentifier) {
        super(window, bytes);
        this.connection = connection;
        this.packetIdentifier = packetIdentifier;
    }

    @Override
    void acknowledge() {
        connection.acknowledge(packetIdentifier);
    }
}
