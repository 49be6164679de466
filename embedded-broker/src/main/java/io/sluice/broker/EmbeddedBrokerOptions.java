/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an embedded broker is started with.
 *
 * @param data folder for sessions and messages, created if missing; {@code null} keeps them in
 *     memory, and a stop forgets them
 * @param host name or address to listen on
 * @param port TCP port to listen on, 0 to 65535; 0 takes a free one
 * @param user the one user that is let in; {@code null} lets anybody in
 * @param tls certificates; {@code null} speaks plain TCP
 * @param memoryPerSubscriptionBytes messages of one subscription that are kept in memory, in bytes;
 *     what is beyond waits in files
 * @param plainPort a second TCP port, without TLS, 0 for a free one; {@code null} for none
 * @param gate asked about what clients send; {@code null} lets everything pass
 */
public record EmbeddedBrokerOptions(
        @Nullable Path data,
        String host,
        int port,
        @Nullable BrokerUser user,
        @Nullable BrokerTls tls,
        long memoryPerSubscriptionBytes,
        @Nullable Integer plainPort,
        @Nullable BrokerGate gate) {

    /**
     * @throws IllegalArgumentException if the port or the memory is out of range
     */
    public EmbeddedBrokerOptions {
        requirePort(port);
        if (plainPort != null) {
            requirePort(plainPort);
        }
        if (memoryPerSubscriptionBytes < 1 << 20) {
            throw new IllegalArgumentException(
                    "memoryPerSubscriptionBytes "
                            + memoryPerSubscriptionBytes
                            + " is less than 1 MiB");
        }
    }

    /** In memory, on a free port of the loopback interface, for anybody, without TLS. */
    public static Builder builder() {
        return new Builder();
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
    }

    /** Collects options; not for several threads. */
    public static final class Builder {

        private static final long DEFAULT_MEMORY_PER_SUBSCRIPTION = 32L << 20;

        private @Nullable Path data;
        private String host = "127.0.0.1";
        private int port;
        private @Nullable BrokerUser user;
        private @Nullable BrokerTls tls;
        private long memoryPerSubscriptionBytes = DEFAULT_MEMORY_PER_SUBSCRIPTION;
        private @Nullable Integer plainPort;
        private @Nullable BrokerGate gate;

        private Builder() {}

        /** Folder for sessions and messages; {@code null}, the default, keeps them in memory. */
        public Builder data(@Nullable Path data) {
            this.data = data;
            return this;
        }

        /** Name or address to listen on; 127.0.0.1 by default. */
        public Builder host(String host) {
            this.host = host;
            return this;
        }

        /** Port to listen on; 0, the default, takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Lets only this user in. */
        public Builder user(String name, String password) {
            this.user = new BrokerUser(name, password);
            return this;
        }

        /** Speaks TLS, and nothing else. */
        public Builder tls(BrokerTls tls) {
            this.tls = tls;
            return this;
        }

        /** Messages of one subscription kept in memory, in bytes; 32 MiB by default. */
        public Builder memoryPerSubscriptionBytes(long bytes) {
            this.memoryPerSubscriptionBytes = bytes;
            return this;
        }

        /** Listens on a second port as well, without TLS; 0 takes a free one. */
        public Builder plainPort(@Nullable Integer port) {
            this.plainPort = port;
            return this;
        }

        /** Asks about what clients send. */
        public Builder gate(@Nullable BrokerGate gate) {
            this.gate = gate;
            return this;
        }

        /**
         * @throws IllegalArgumentException if a value is out of range
         */
        public EmbeddedBrokerOptions build() {
            return new EmbeddedBrokerOptions(
                    data, host, port, user, tls, memoryPerSubscriptionBytes, plainPort, gate);
        }
    }
}
