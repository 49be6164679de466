/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Where the parts listen on loopback. */
enum DemoPorts {
    /** Where people look for them. */
    STANDARD(1883, 4566, 8883, 8080),

    /** Any that are free. */
    AUTO(0, 0, 0, 0);

    private final int broker;
    private final int localAws;
    private final int iotCore;
    private final int admin;

    DemoPorts(int broker, int localAws, int iotCore, int admin) {
        this.broker = broker;
        this.localAws = localAws;
        this.iotCore = iotCore;
        this.admin = admin;
    }

    int broker() {
        return broker;
    }

    int localAws() {
        return localAws;
    }

    int iotCore() {
        return iotCore;
    }

    int admin() {
        return admin;
    }

    /**
     * Looks whether all of them can be had, before anything is started.
     *
     * @throws CommandFailure if one is in use
     */
    void requireFree() {
        requireFree(broker, "the broker");
        requireFree(localAws, "local AWS");
        requireFree(iotCore, "local AWS IoT Core");
        requireFree(admin, "the gateway's admin interface");
    }

    static void requireFree(int port, String user) {
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "port "
                            + port
                            + " for "
                            + user
                            + " cannot be had ("
                            + e.getMessage()
                            + "); stop what uses it, or take free ports with --ports auto",
                    e);
        }
    }
}
