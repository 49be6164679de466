/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import io.sluice.gateway.config.Protocol;
import java.net.URI;
import java.util.Optional;

/** A broker that keeps its data on disk, with every way in that the contract tries. */
interface BrokerUnderTest extends AutoCloseable {

    /** Whom {@link #guarded} lets in. */
    String USER = "gateway";

    /** With which password. */
    String PASSWORD = "open sesame";

    /** As it stands above its column. */
    String name();

    /** What it says of itself. */
    String version();

    /** Anybody gets in, without TLS. */
    Door open();

    /** Anybody gets in, with TLS. */
    Door tls();

    /** Who has a certificate gets in, with TLS. */
    Door mutualTls();

    /** {@link #USER} gets in. */
    Door guarded();

    /** Stops what is behind {@link #open} in order, and starts it with its data and port. */
    void restart() throws Exception;

    /** The same, with SIGKILL. */
    void kill() throws Exception;

    /** Why it does not have a property, if it does not: that is no defect of the gateway. */
    default Optional<String> lacks(BrokerProperty property, Protocol protocol) {
        return Optional.empty();
    }

    @Override
    void close();

    /**
     * A way in.
     *
     * @param gateway for the gateway
     * @param devices the same broker for devices: anybody, without TLS
     */
    record Door(URI gateway, URI devices) {}
}
