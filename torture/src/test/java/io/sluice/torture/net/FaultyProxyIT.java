/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In front of a server that answers each byte with the next one. */
class FaultyProxyIT {

    private ServerSocket server;
    private FaultyProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread serving = new Thread(this::serve, "server");
        serving.setDaemon(true);
        serving.start();
        proxy = new FaultyProxy(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread answering = new Thread(() -> answer(socket), "answers");
                answering.setDaemon(true);
                answering.start();
            } catch (IOException e) {
                // closed
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                socket.getOutputStream().write(b + 1);
            }
        } catch (IOException e) {
            // cut
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static int ask(Socket socket, int question) throws IOException {
        socket.getOutputStream().write(question);
        return socket.getInputStream().read();
    }

    @Test
    void passesWhatIsSaidBothWays() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 41)).isEqualTo(42);
        }
    }

    @Test
    void resetsConnectionsAndTakesNewOnes() throws IOException {
        try (Socket socket = connect()) {
            // Given
            assertThat(ask(socket, 1)).isEqualTo(2);

            // When
            int cut = proxy.cut();

            // Then
            assertThat(cut).isEqualTo(1);
            assertThatThrownBy(() -> ask(socket, 1)).isInstanceOf(IOException.class);
        }
        try (Socket socket = connect()) {
            assertThat(ask(socket, 1)).isEqualTo(2);
        }
    }

    @Test
    void cutsTheConnectionInThePlaceOfAnAnswer() throws IOException {
        try (Socket socket = connect()) {
            proxy.cutAnswers();
            assertThatThrownBy(() -> ask(socket, 1)).isInstanceOf(IOException.class);
            assertThat(proxy.struck()).isEqualTo(1);
        }
    }

    @Test
    void delaysWhatIsSaid() throws IOException {
        try (Socket socket = connect()) {
            proxy.delay(50, TimeUnit.MILLISECONDS);
            long began = System.nanoTime();
            assertThat(ask(socket, 1)).isEqualTo(2);
            assertThat(System.nanoTime() - began)
                    .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
