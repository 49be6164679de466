/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No broker in the way: plays the broker to one client, over MQTT 3.1.1 or 5, and sends it readings
 * of its own making as fast as the client acknowledges them. It has no sessions; a client that
 * comes again after readings were sent ends it. A process of its own.
 *
 * <p>Arguments: readings that may be unacknowledged (or fewer, if the client's receive-maximum says
 * so), bytes of a reading, QoS (0 or 1). Prints {@code {"uri":".."}}, then obeys its stdin ({@link
 * Steering}) and ends with it.
 */
public final class GeneratorBroker {

    private final int window;
    private final int payloadBytes;
    private final int qos;
    private volatile @Nullable ReadingWriter writer;

    private GeneratorBroker(int window, int payloadBytes, int qos) {
        this.window = window;
        this.payloadBytes = payloadBytes;
        this.qos = qos;
    }

    /** Generates. */
    public static void main(String[] args) throws IOException {
        GeneratorBroker broker =
                new GeneratorBroker(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Daemons.start("accepts", () -> broker.accept(server));
            System.out.println("{\"uri\":\"mqtt://127.0.0.1:" + server.getLocalPort() + "\"}");
            new Steering(broker::writers).run();
        }
        System.exit(0);
    }

    private void accept(ServerSocket server) throws IOException {
        while (true) {
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                BrokerSide client = new BrokerSide(socket);
                ReadingWriter next = writerTo(client);
                writer = next;
                Daemons.start("writes", next::run);
                serve(client, next);
                if (next.progress().sent() > 0) {
                    throw new IOException("the client has gone while readings were flowing");
                }
            }
        }
    }

    private ReadingWriter writerTo(BrokerSide client) {
        return new ReadingWriter(
                client.out(),
                new PublishPackets(payloadBytes, qos, client.mqtt5()),
                Math.min(window, client.receiveMaximum()));
    }

    private static void serve(BrokerSide client, ReadingWriter writer) throws IOException {
        int acknowledged = client.serve();
        while (acknowledged != BrokerSide.GONE) {
            if (acknowledged > 0) {
                writer.acknowledge(acknowledged);
            }
            acknowledged = client.serve();
        }
    }

    private List<ReadingWriter> writers() {
        ReadingWriter current = writer;
        return current == null ? List.of() : List.of(current);
    }
}
