/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line between a client and a server that can swallow what the client says, and be cut: what the
 * client has acknowledged meanwhile has not reached the server.
 */
public final class CutLine implements AutoCloseable {

    private final ServerSocket listening;
    private final URI server;
    private final Listener listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean swallows;

    /** With this far end. */
    public CutLine(URI server) throws IOException {
        this(server, (bytes, length) -> {});
    }

    /** The same, and what clients say is heard by somebody else too, swallowed or not. */
    public CutLine(URI server, Listener listener) throws IOException {
        this.server = server;
        this.listener = listener;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("cut-line", this::accept);
    }

    /** Its near end, with the scheme of the far one. */
    public URI uri() {
        return URI.create(server.getScheme() + "://127.0.0.1:" + listening.getLocalPort());
    }

    /** From now on the server hears nothing of what clients say. */
    public void swallow() {
        swallows = true;
    }

    /** Ends every connection; later ones are whole. */
    public void cut() {
        sockets.forEach(CutLine::closeQuietly);
        sockets.clear();
        swallows = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket far = new Socket(server.getHost(), server.getPort());
                sockets.add(client);
                sockets.add(far);
                start("cut-line-up", () -> copy(client, far, true));
                start("cut-line-down", () -> copy(far, client, false));
            } catch (IOException e) {
                // closing, or the server is away: the client tries again
            }
        }
    }

    private void copy(Socket from, Socket to, boolean up) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read = in.read(buffer);
            while (read >= 0) {
                if (up) {
                    listener.heard(buffer, read);
                }
                if (!up || !swallows) {
                    out.write(buffer, 0, read);
                }
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // cut
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    /** Hears what clients say; called by one thread for each connection. */
    @FunctionalInterface
    public interface Listener {

        /** These bytes, of which the first {@code length} count. */
        void heard(byte[] bytes, int length);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // it is gone
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
