/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on loopback that fails as networks fail. Any thread may change what it does; what it
 * does holds for connections that are open as well as for new ones.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Chunks that are under way in a direction at most. */
    private static final int CHUNKS = 4_096;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong struck = new AtomicLong();
    private volatile Behaviour behaviour = Behaviour.PASS;
    private volatile long delayNanos;

    private enum Behaviour {
        PASS,
        /** What comes is taken and goes nowhere: no FIN, no RST, as behind a dead NAT. */
        SWALLOW,
        /** Requests pass, answers do not, and the connection is reset where one would come. */
        CUT_ANSWERS,
        /** Connections are reset as soon as they are made. */
        REFUSE
    }

    /** In front of a port on loopback. */
    public FaultyProxy(int target) {
        this.target = target;
        try {
            this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("opening a proxy", e);
        }
        start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** How many connections, chunks or answers the fault that is set has struck. */
    public long struck() {
        return struck.get();
    }

    /** Resets all connections; new ones are taken. Returns how many there were. */
    public int cut() {
        int cut = 0;
        for (Socket socket : open) {
            reset(socket);
            cut++;
        }
        return cut / 2;
    }

    /** From now on nothing comes through, and nobody is told. */
    public void swallow() {
        set(Behaviour.SWALLOW, 0);
    }

    /** From now on everything comes so much later, in both directions. */
    public void delay(long time, TimeUnit unit) {
        set(Behaviour.PASS, unit.toNanos(time));
    }

    /** From now on what is asked arrives, and the connection ends in the place of the answer. */
    public void cutAnswers() {
        set(Behaviour.CUT_ANSWERS, 0);
    }

    /** From now on there are no connections; those that there were are reset. */
    public void refuse() {
        set(Behaviour.REFUSE, 0);
        cut();
    }

    /** All is well again; connections that have swallowed something are reset. */
    public void heal() {
        boolean swallowed = behaviour == Behaviour.SWALLOW;
        set(Behaviour.PASS, 0);
        if (swallowed) {
            cut();
        }
    }

    private void set(Behaviour next, long nanos) {
        struck.set(0);
        delayNanos = nanos;
        behaviour = next;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (behaviour == Behaviour.REFUSE) {
                    struck.incrementAndGet();
                    reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // closed, or the target is away: the next one may do better
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket peer;
        try {
            peer = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            reset(client);
            return;
        }
        client.setTcpNoDelay(true);
        peer.setTcpNoDelay(true);
        open.add(client);
        open.add(peer);
        start(() -> new Direction(client, peer, false).read());
        start(() -> new Direction(peer, client, true).read());
    }

    /** One of the two directions of a connection: a thread reads, another one writes. */
    private final class Direction {

        private final Socket from;
        private final Socket to;
        private final boolean answers;
        private final BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>(CHUNKS);

        private Direction(Socket from, Socket to, boolean answers) {
            this.from = from;
            this.to = to;
            this.answers = answers;
        }

        private void read() {
            start(this::write);
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                InputStream in = from.getInputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    take(Arrays.copyOf(buffer, n));
                }
                underWay.put(Chunk.END);
            } catch (IOException e) {
                reset(from);
                reset(to);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void take(byte[] bytes) throws IOException, InterruptedException {
            if (behaviour == Behaviour.SWALLOW) {
                struck.incrementAndGet();
            } else if (behaviour == Behaviour.CUT_ANSWERS && answers) {
                struck.incrementAndGet();
                throw new IOException("cut in the place of an answer");
            } else {
                long delay = delayNanos;
                if (delay > 0) {
                    struck.incrementAndGet();
                }
                underWay.put(new Chunk(bytes, System.nanoTime() + delay));
            }
        }

        private void write() {
            try {
                OutputStream out = to.getOutputStream();
                Chunk chunk = underWay.take();
                while (!chunk.isEnd()) {
                    TimeUnit.NANOSECONDS.sleep(chunk.dueNanos - System.nanoTime());
                    out.write(chunk.bytes);
                    chunk = underWay.take();
                }
                to.shutdownOutput();
                if (from.isOutputShutdown()) {
                    reset(from);
                    reset(to);
                }
            } catch (IOException e) {
                reset(from);
                reset(to);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What was read at once, and when it is to be written. Empty at the end of the stream. */
    private static final class Chunk {
        private static final Chunk END = new Chunk(new byte[0], 0);

        private final byte[] bytes;
        private final long dueNanos;

        private Chunk(byte[] bytes, long dueNanos) {
            this.bytes = bytes;
            this.dueNanos = dueNanos;
        }

        private boolean isEnd() {
            return bytes.length == 0;
        }
    }

    /** RST rather than FIN: the peer sees a connection that broke. */
    private void reset(Socket socket) {
        open.remove(socket);
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // was closed before
        }
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "proxy-" + target);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // it ends with the process
        }
        cut();
    }
}
