/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** By which name clients reach an address that is listened on. */
public final class Hosts {

    private Hosts() {}

    /**
     * The address itself, or this machine's name if it stands for all of its addresses (0.0.0.0 or
     * ::).
     */
    public static String reachable(String listening) {
        try {
            return InetAddress.getByName(listening).isAnyLocalAddress()
                    ? InetAddress.getLocalHost().getHostName()
                    : listening;
        } catch (UnknownHostException e) {
            return listening;
        }
    }
}
