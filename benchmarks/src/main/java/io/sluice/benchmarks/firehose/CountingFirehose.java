/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.firehose;

import io.sluice.benchmarks.firehose.HttpRequests.Request;
import io.sluice.benchmarks.firehose.PutScanner.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/**
 * Accepts every record that is put, and counts. A process of its own; a thread for each connection.
 *
 * <p>Argument: file of a key store for TLS 1.3, or none for plain HTTP. Prints {@code
 * {"endpoint":".."}}. A line on stdin is answered by a line of JSON: {@code usage} by all that was
 * accepted so far, {@code latencies} by how old readings were then, since last asked; {@code
 * refuse} and {@code accept} by nothing: meanwhile each call is answered with 503. It ends with
 * stdin.
 */
public final class CountingFirehose {

    private static final int BACKLOG = 128;
    private static final String VERSION = "Firehose_20150804.";

    private final Tally tally = new Tally();
    private volatile boolean refusing;

    private CountingFirehose() {}

    /** Counts. */
    public static void main(String[] args) throws IOException {
        CountingFirehose firehose = new CountingFirehose();
        boolean tls = args.length > 0;
        try (ServerSocket server = tls ? tls(new KeyStoreFile(Path.of(args[0]))) : plain()) {
            daemon("accepts", () -> firehose.acceptFrom(server));
            System.out.printf(
                    "{\"endpoint\":\"%s://127.0.0.1:%d\"}%n",
                    tls ? "https" : "http", server.getLocalPort());
            firehose.obey();
        }
        System.exit(0);
    }

    private static ServerSocket plain() throws IOException {
        return new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    private static ServerSocket tls(KeyStoreFile keys) throws IOException {
        SSLServerSocket server =
                (SSLServerSocket)
                        keys.serverContext()
                                .getServerSocketFactory()
                                .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        SSLParameters parameters = server.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setCipherSuites(
                new String[] {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"});
        parameters.setUseCipherSuitesOrder(true);
        server.setSSLParameters(parameters);
        return server;
    }

    private void obey() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "usage" -> System.out.println(tally.usage());
                case "latencies" -> System.out.println(tally.latencies());
                case "refuse" -> refusing = true;
                case "accept" -> refusing = false;
                default -> throw new IOException("no such command: " + line);
            }
        }
    }

    private void acceptFrom(ServerSocket server) throws IOException {
        while (true) {
            Socket socket = server.accept();
            socket.setTcpNoDelay(true);
            daemon("serves", () -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        PutScanner scanner = new PutScanner();
        try (socket) {
            OutputStream out = socket.getOutputStream();
            HttpRequests requests = new HttpRequests(socket.getInputStream(), out);
            for (Request request = requests.next(); request != null; request = requests.next()) {
                out.write(answer(request, scanner));
                out.flush();
            }
        }
    }

    private byte[] answer(Request request, PutScanner scanner) {
        if (refusing) {
            return Answers.unavailable();
        }
        try {
            switch (request.target()) {
                case VERSION + "PutRecordBatch" -> {
                    put(request, scanner);
                    return Answers.accepted(scanner.records());
                }
                case VERSION + "PutRecord" -> {
                    put(request, scanner);
                    return Answers.accepted();
                }
                case VERSION + "DescribeDeliveryStream" -> {
                    return Answers.description();
                }
                default -> {
                    return Answers.refused("UnknownOperationException", request.target());
                }
            }
        } catch (RefusedException e) {
            return Answers.refused("InvalidArgumentException", String.valueOf(e.getMessage()));
        }
    }

    private void put(Request request, PutScanner scanner) throws RefusedException {
        ByteBuffer body = request.body();
        int offset = body.arrayOffset();
        scanner.scan(body.array(), offset + body.position(), offset + body.limit());
        tally.accept(scanner);
    }

    private static void daemon(String name, Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                System.err.println(name + ": " + e);
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {
        void run() throws IOException;
    }
}
