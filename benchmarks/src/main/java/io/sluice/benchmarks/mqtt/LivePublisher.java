/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishes as fast as the broker takes it, or at a rate, but no more than it was allowed to. A
 * process of its own; its CPU shall not matter, so it writes prepared packets of MQTT 3.1.1 to
 * plain sockets.
 *
 * <p>Arguments: port of the broker on loopback, connections, bytes of a reading, QoS (0 or 1).
 * Prints a line of JSON when it has connected, then obeys its stdin ({@link Steering}) and ends
 * with it.
 */
public final class LivePublisher {

    private LivePublisher() {}

    /** Publishes. */
    public static void main(String[] args) throws IOException {
        int connections = Integer.parseInt(args[1]);
        List<ReadingWriter> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            all.add(
                    new PublishingConnection(
                                    Integer.parseInt(args[0]),
                                    "benchmark-publisher-" + i,
                                    Integer.parseInt(args[2]),
                                    Integer.parseInt(args[3]))
                            .writer());
        }
        System.out.println("{\"connections\":" + connections + "}");
        new Steering(() -> all).run();
        System.exit(0);
    }
}
