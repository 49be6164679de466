/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, or of the container that the gateway runs in. */
final class HostName {

    static final String PLACEHOLDER = "{hostname}";

    /** What shells and containers know it by. */
    private static final String VARIABLE = "HOSTNAME";

    private HostName() {}

    /**
     * The text with the name in the place of {@code {hostname}}; the text as it is if the machine
     * has no name.
     */
    static String fillIn(String text) {
        return text.contains(PLACEHOLDER) ? text.replace(PLACEHOLDER, local()) : text;
    }

    static String local() {
        String known = System.getenv(VARIABLE);
        if (known != null && !known.isBlank()) {
            return known;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return PLACEHOLDER;
        }
    }
}
