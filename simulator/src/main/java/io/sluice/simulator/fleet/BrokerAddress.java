/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import io.sluice.toolkit.CommandFailure;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a broker listens.
 *
 * @param host name or address
 * @param port from 1 to 65535
 * @param tls whether it speaks TLS
 */
public record BrokerAddress(String host, int port, boolean tls) {

    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    /**
     * Reads {@code mqtt://host:port} or {@code mqtts://host:port}; the port is 1883 or 8883 if it
     * is not given.
     *
     * @throws CommandFailure if it is neither
     */
    public static BrokerAddress parse(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            boolean tls = "mqtts".equals(scheme);
            if ((tls || "mqtt".equals(scheme))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= 65_535) {
                int standard = tls ? TLS_PORT : PLAIN_PORT;
                return new BrokerAddress(
                        uri.getHost(), uri.getPort() < 0 ? standard : uri.getPort(), tls);
            }
        } catch (URISyntaxException e) {
            throw notAnAddress(text);
        }
        throw notAnAddress(text);
    }

    private static CommandFailure notAnAddress(String text) {
        return CommandFailure.usage(
                "--broker '"
                        + text
                        + "' is not a broker's address; write mqtt://host:1883 or mqtts://host:8883,"
                        + " and user and password as options");
    }

    /** As Paho writes it. */
    String pahoUri() {
        return (tls ? "ssl://" : "tcp://") + host + ":" + port;
    }

    @Override
    public String toString() {
        return (tls ? "mqtts://" : "mqtt://") + host + ":" + port;
    }
}
