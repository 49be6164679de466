/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void isContentWith200() {
        answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlive");
        assertThat(HealthProbe.problem(address())).isNull();
    }

    @Test
    void saysWhatElseWasAnswered() {
        answering("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        assertThat(HealthProbe.problem(address()))
                .isEqualTo(address() + " answers HTTP/1.1 503 Service Unavailable");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        URI address = address();
        server.close();
        assertThat(HealthProbe.problem(address)).startsWith(address + ": Connection refused");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/healthz/live");
    }

    private void answering(String answer) {
        CompletableFuture.runAsync(
                () -> {
                    try (Socket socket = server.accept()) {
                        socket.getInputStream().read();
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        socket.shutdownOutput();
                        socket.getInputStream().readAllBytes();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }
}
