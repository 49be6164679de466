/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws;

import io.sluice.localaws.outside.StandIns;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a local AWS runs.
 *
 * @param data the data directory; made if it is not there
 * @param port of the HTTP endpoint on loopback; 0 for any free one
 * @param region decides the default quota; part of every ARN
 * @param accountId twelve digits; part of every ARN
 * @param stackName of templates that are deployed without a name
 * @param seed of the chance in faults
 * @param activationDelay how long a new stream is CREATING
 * @param clock for arrival times
 * @param mqttPort of AWS IoT Core's MQTT endpoint with TLS and client certificates, 0 for any free
 *     one; {@code null} for none
 * @param mqttPlainPort of the same without TLS, 0 for any free one; {@code null} for none
 * @param mqttLimits whether MQTT connections are held to AWS's rates
 * @param host the address that everything listens on
 * @param standIns where functions, endpoints and secrets are
 */
public record LocalAwsOptions(
        Path data,
        int port,
        String region,
        String accountId,
        String stackName,
        long seed,
        Duration activationDelay,
        Clock clock,
        @Nullable Integer mqttPort,
        @Nullable Integer mqttPlainPort,
        boolean mqttLimits,
        String host,
        StandIns standIns) {

    /** Listens where nobody else can reach it, unless told otherwise. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** The port that MQTT over TLS is commonly found at. */
    public static final int DEFAULT_MQTT_PORT = 8883;

    /** The port that AWS stand-ins are commonly found at. */
    public static final int DEFAULT_PORT = 4566;

    /** The region unless told otherwise; one with the smaller default quota. */
    public static final String DEFAULT_REGION = "eu-central-1";

    /** The account unless told otherwise. */
    public static final String DEFAULT_ACCOUNT = "000000000000";

    /** The stack unless told otherwise. */
    public static final String DEFAULT_STACK = "sluice";

    private static final int MAX_PORT = 65_535;

    /**
     * @throws IllegalArgumentException if the port, the region or the account cannot be
     */
    public LocalAwsOptions {
        requirePort("port", port);
        requirePort("MQTT port", mqttPort);
        requirePort("plain MQTT port", mqttPlainPort);
        if (!accountId.matches("\\d{12}")) {
            throw new IllegalArgumentException(
                    "account '" + accountId + "' is not a number of twelve digits");
        }
        if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            throw new IllegalArgumentException(
                    "region '" + region + "' does not look like eu-central-1");
        }
    }

    private static void requirePort(String what, @Nullable Integer port) {
        if (port != null && (port < 0 || port > MAX_PORT)) {
            throw new IllegalArgumentException(
                    what + " " + port + " is not between 0 and " + MAX_PORT);
        }
    }

    /** Options to be filled in; only {@link Builder#data} has no default. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. */
    public static final class Builder {

        private Path data = Path.of("data", "local-aws");
        private int port;
        private String region = DEFAULT_REGION;
        private String accountId = DEFAULT_ACCOUNT;
        private String stackName = DEFAULT_STACK;
        private long seed = System.nanoTime();
        private Duration activationDelay = Duration.ZERO;
        private Clock clock = Clock.systemUTC();
        private @Nullable Integer mqttPort;
        private @Nullable Integer mqttPlainPort;
        private boolean mqttLimits = true;
        private String host = DEFAULT_HOST;
        private StandIns standIns = StandIns.NONE;

        private Builder() {}

        /** The data directory; {@code data/local-aws} unless told otherwise. */
        public Builder data(Path directory) {
            this.data = directory;
            return this;
        }

        /** The HTTP port; 0, which is also the default, for any free one. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** The region. */
        public Builder region(String name) {
            this.region = name;
            return this;
        }

        /** The account. */
        public Builder accountId(String digits) {
            this.accountId = digits;
            return this;
        }

        /** The name of templates that are deployed without one. */
        public Builder stackName(String name) {
            this.stackName = name;
            return this;
        }

        /** The seed of the chance in faults. */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /** How long a new stream is CREATING; not at all unless told otherwise. */
        public Builder activationDelay(Duration delay) {
            this.activationDelay = delay;
            return this;
        }

        /** The clock for arrival times. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** The MQTT port with TLS and client certificates, 0 for any free one; none by default. */
        public Builder mqttPort(@Nullable Integer number) {
            this.mqttPort = number;
            return this;
        }

        /** The MQTT port without TLS, 0 for any free one; none by default. */
        public Builder mqttPlainPort(@Nullable Integer number) {
            this.mqttPlainPort = number;
            return this;
        }

        /** Whether MQTT connections are held to AWS's rates; they are unless told otherwise. */
        public Builder mqttLimits(boolean limited) {
            this.mqttLimits = limited;
            return this;
        }

        /** Where functions, endpoints and secrets are; there are none unless told otherwise. */
        public Builder standIns(StandIns outside) {
            this.standIns = outside;
            return this;
        }

        /**
         * The address that everything listens on, such as 0.0.0.0 in a container; loopback unless
         * told otherwise. Nobody is asked for a password.
         */
        public Builder host(String address) {
            this.host = address;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if the port, the region or the account cannot be
         */
        public LocalAwsOptions build() {
            return new LocalAwsOptions(
                    data,
                    port,
                    region,
                    accountId,
                    stackName,
                    seed,
                    activationDelay,
                    clock,
                    mqttPort,
                    mqttPlainPort,
                    mqttLimits,
                    host,
                    standIns);
        }
    }
}
