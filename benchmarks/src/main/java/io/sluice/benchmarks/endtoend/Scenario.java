/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.nio.file.Path;
import java.util.List;

/**
 * What is measured.
 *
 * @param flow whether the readings are being published or wait
 * @param connections over how many connections they are published, in a live flow
 * @param ahead how many readings the publisher may be ahead of the subject, in a live flow
 * @param readings how many readings are inside the measured window
 * @param warmUp how many readings the subject takes before that
 * @param payloadBytes size of a reading in bytes
 * @param rounds how often each subject is measured, in turns
 * @param broker which broker stands between
 * @param protocol {@code mqtt5} or {@code mqtt3.1.1}, as in the gateway's configuration; of both
 *     subjects
 * @param durability {@code disk} or {@code broker}, as in the gateway's configuration
 * @param gatewayReceiveMaximum how many readings the broker may send ahead of the gateway's
 *     acknowledgements
 * @param subscriberReceiveMaximum the same for the subscriber that does nothing
 * @param gatewayOptions further options for the gateway's JVM
 * @param data folder on the disk that is measured; empty, and emptied again
 */
record Scenario(
        FlowKind flow,
        int connections,
        int ahead,
        int readings,
        int warmUp,
        int payloadBytes,
        int rounds,
        BrokerKind broker,
        String protocol,
        String durability,
        int gatewayReceiveMaximum,
        int subscriberReceiveMaximum,
        List<String> gatewayOptions,
        Path data) {

    /** The MQTT 5 value of {@link #protocol}. */
    static final String MQTT5 = "mqtt5";

    /** Readings a subject takes in all. */
    int total() {
        return warmUp + readings;
    }

    /** What a reading is in a record: with a newline. */
    long recordBytes() {
        return payloadBytes + 1L;
    }

    /** What Firehose has accepted when all of a backlog have been. */
    long totalRecordBytes() {
        return total() * recordBytes();
    }
}
