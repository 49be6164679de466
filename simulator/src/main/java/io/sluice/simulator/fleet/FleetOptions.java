/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import io.sluice.simulator.device.DeviceNames;
import io.sluice.toolkit.CommandFailure;
import java.time.Duration;
import java.util.UUID;

/**
 * What a fleet does and how it connects; made by {@link #builder}.
 *
 * @param broker the broker and how to be let in
 * @param workload what the devices do
 * @param qos 0 or 1
 * @param topic where a device publishes; {@code {device}} stands for its name
 * @param connections how many the devices share
 * @param clientIdPrefix connection {@code n} is called {@code PREFIX-n}
 * @param window readings that may be unacknowledged on one connection
 */
public record FleetOptions(
        BrokerAccess broker,
        Workload workload,
        int qos,
        String topic,
        int connections,
        String clientIdPrefix,
        int window) {

    /** Where a device publishes unless told otherwise. */
    public static final String DEFAULT_TOPIC = "sensors/{device}/telemetry";

    /**
     * A round trip of 20 ms fills this at 50,000 readings a second. Larger windows were measured to
     * be slower at full rate: Paho keeps a queue and three tables of what is in flight.
     */
    public static final int DEFAULT_WINDOW = 1_000;

    /** Packet identifiers are 16 bits, without 0: MQTT 3.1.1 section 2.3.1. */
    public static final int MAX_WINDOW = 65_535;

    private static final int DEVICES_PER_CONNECTION = 500;
    private static final int MOST_CONNECTIONS_UNASKED = 8;

    /** MQTT 3.1.1 section 2.2.3: the longest packet. */
    private static final int MAX_PAYLOAD_BYTES = 268_435_455 - 65_540;

    /**
     * @throws CommandFailure if a value is out of its range
     */
    public FleetOptions {
        if (qos != 0 && qos != 1) {
            throw CommandFailure.usage("--qos must be 0 or 1, not " + qos);
        }
        if (topic.isEmpty() || topic.contains("+") || topic.contains("#")) {
            throw CommandFailure.usage(
                    "--topic '"
                            + topic
                            + "' cannot be published to; write a topic without + and #, with {device} for the device's name");
        }
        if (connections < 1) {
            throw CommandFailure.usage("--connections must be at least 1, not " + connections);
        }
        if (window < 1 || window > MAX_WINDOW) {
            throw CommandFailure.usage("--window must be 1 to " + MAX_WINDOW + ", not " + window);
        }
        if (workload.payloadBytes() > MAX_PAYLOAD_BYTES) {
            throw CommandFailure.usage(
                    "--payload-bytes is at most " + MAX_PAYLOAD_BYTES + " over MQTT");
        }
    }

    /** The topic of a device. */
    String topicOf(int device) {
        return topic.replace("{device}", DeviceNames.of(device));
    }

    /** Three devices, every three seconds, at QoS 1, to this broker. */
    public static Builder builder(BrokerAccess broker) {
        return new Builder(broker);
    }

    /** The same for a broker that lets anybody in, {@code mqtt://host:port}. */
    public static Builder builder(String broker) {
        return builder(BrokerAccess.open(broker));
    }

    /** Collects options; what is not set has its default. */
    public static final class Builder {

        private final BrokerAccess broker;
        private int devices = Workload.DEFAULT.devices();
        private Duration interval = Workload.DEFAULT.interval();
        private long count = Workload.DEFAULT.count();
        private long seed = Workload.DEFAULT.seed();
        private int payloadBytes = Workload.DEFAULT.payloadBytes();
        private boolean maxRate = Workload.DEFAULT.maxRate();
        private int qos = 1;
        private String topic = DEFAULT_TOPIC;
        private int connections;
        private int window = DEFAULT_WINDOW;
        // different for each process: two with the same would throw each other out
        private String clientIdPrefix =
                "sluice-simulator-" + UUID.randomUUID().toString().substring(0, 8);

        private Builder(BrokerAccess broker) {
            this.broker = broker;
        }

        /** How many devices. */
        public Builder devices(int devices) {
            this.devices = devices;
            return this;
        }

        /** The time between two readings of a device. */
        public Builder interval(Duration interval) {
            this.interval = interval;
            return this;
        }

        /** Readings in all; 0 for no bound. */
        public Builder count(long count) {
            this.count = count;
            return this;
        }

        /** The same seed gives the same values. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** The size of a reading's JSON in bytes; 0 for as long as it is. */
        public Builder payloadBytes(int payloadBytes) {
            this.payloadBytes = payloadBytes;
            return this;
        }

        /** As fast as acknowledgements allow. */
        public Builder maxRate(boolean maxRate) {
            this.maxRate = maxRate;
            return this;
        }

        /** All that says what the devices do, at once. */
        public Builder workload(Workload workload) {
            return devices(workload.devices())
                    .interval(workload.interval())
                    .count(workload.count())
                    .seed(workload.seed())
                    .payloadBytes(workload.payloadBytes())
                    .maxRate(workload.maxRate());
        }

        /** 0 or 1. */
        public Builder qos(int qos) {
            this.qos = qos;
            return this;
        }

        /** Where a device publishes; {@code {device}} stands for its name. */
        public Builder topic(String topic) {
            this.topic = topic;
            return this;
        }

        /** How many connections the devices share; 0 for one for 500 devices, at most 8. */
        public Builder connections(int connections) {
            this.connections = connections;
            return this;
        }

        /** Connection {@code n} is called {@code PREFIX-n}. */
        public Builder clientIdPrefix(String clientIdPrefix) {
            this.clientIdPrefix = clientIdPrefix;
            return this;
        }

        /** Readings that may be unacknowledged on one connection, 1 to 65,535. */
        public Builder window(int window) {
            this.window = window;
            return this;
        }

        /**
         * The options.
         *
         * @throws CommandFailure if a value is out of its range
         */
        public FleetOptions build() {
            Workload workload = new Workload(devices, interval, count, seed, payloadBytes, maxRate);
            int chosen =
                    connections == 0
                            ? Math.min(
                                    MOST_CONNECTIONS_UNASKED,
                                    1 + (devices - 1) / DEVICES_PER_CONNECTION)
                            : Math.min(connections, devices);
            return new FleetOptions(broker, workload, qos, topic, chosen, clientIdPrefix, window);
        }
    }
}
