/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

/**
 * Stands between the network and the broker and decides what becomes of each packet that a client
 * sends: how a broker with rules and limits of its own is made of one that has none. Asked by
 * network threads, so that it must not block.
 */
public interface BrokerGate {

    /** What every client is told when it connects. */
    GateTerms terms();

    /** A client has sent its CONNECT; the answer is asked about everything that it sends then. */
    ConnectionGate connected(GatedClient client);
}
