/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import java.util.Optional;

/**
 * Everything that opening a connection takes.
 *
 * @param address where the broker listens
 * @param username the user's name
 * @param password never printed
 * @param tls files for {@code mqtts}
 */
public record BrokerAccess(
        BrokerAddress address, Optional<String> username, Optional<String> password, TlsFiles tls) {

    /** A broker that lets anybody in. */
    public static BrokerAccess open(String address) {
        return new BrokerAccess(
                BrokerAddress.parse(address), Optional.empty(), Optional.empty(), TlsFiles.NONE);
    }

    @Override
    public String toString() {
        return "BrokerAccess[" + address + "]";
    }
}
