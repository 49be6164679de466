/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Publishes at QoS 1 as fast as the broker takes it, but no more than it was allowed to. A process
 * of its own; its CPU shall not matter, so it writes prepared packets of MQTT 3.1.1 to plain
 * sockets.
 *
 * <p>Arguments: port of the broker on loopback, connections, bytes of a reading. Reads lines from
 * stdin: a number is how many readings it may have published in all; {@code ?} is answered by a
 * line of JSON, {@code {"acknowledged":..,"heldBackSeconds":..}}. Ends with stdin.
 */
public final class LivePublisher {

    private LivePublisher() {}

    /** Publishes. */
    public static void main(String[] args) throws IOException {
        int connections = Integer.parseInt(args[1]);
        List<PublishingConnection> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            all.add(
                    new PublishingConnection(
                            Integer.parseInt(args[0]),
                            "benchmark-publisher-" + i,
                            Integer.parseInt(args[2])));
        }
        System.out.println("{\"connections\":" + connections + "}");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("?")) {
                System.out.println(answer(all));
            } else {
                long allowed = Long.parseLong(line);
                all.forEach(connection -> connection.allow(allowed / connections));
            }
        }
        System.exit(0);
    }

    private static String answer(List<PublishingConnection> all) {
        return String.format(
                Locale.ROOT,
                "{\"acknowledged\":%d,\"heldBackSeconds\":%.3f}",
                all.stream().mapToLong(PublishingConnection::acknowledged).sum(),
                all.stream()
                        .mapToDouble(PublishingConnection::heldBackSeconds)
                        .average()
                        .orElse(0));
    }
}
