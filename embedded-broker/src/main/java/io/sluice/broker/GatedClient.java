/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who has connected.
 *
 * @param clientId as it was sent; empty leaves it to the broker
 * @param protocolLevel 3 (MQTT 3.1), 4 (3.1.1) or 5
 * @param address where it connected from
 * @param certificates its chain, its own first; empty without TLS
 */
public record GatedClient(
        String clientId,
        int protocolLevel,
        SocketAddress address,
        List<X509Certificate> certificates) {

    /** Whether it can be told reasons. */
    public boolean isMqtt5() {
        return protocolLevel >= 5;
    }
}
