/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

/** The receipt of a message that the client itself acknowledges: of QoS 2. */
final class ClientSettlement extends Settlement {

    private final Runnable acknowledge;

    ClientSettlement(PublishWindow window, int bytes, Runnable acknowledge) {
        super(window, bytes);
        this.acknowledge = acknowledge;
    }

    @Override
    void acknowledge() {
        acknowledge.run();
    }
}
