/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were taken and are not acknowledged yet, against a bound in number and one in
 * bytes. While there is no room the {@link PublishGate} hands on no further message, and memory and
 * packet identifiers have a bound whatever the broker sends.
 *
 * <p>Belongs to the network thread, but for settling. Acknowledgements go in the order of arrival
 * (MQTT 5, 4.6), so a message counts until all before it are settled too. What is settled together
 * goes to the network thread in one hop. Outlives connections: what came over an earlier one still
 * takes up memory until it is settled.
 */
final class PublishWindow {

    private final int most;
    private final long mostBytes;
    private final Ticker ticker;

    // the network thread's alone
    private final ArrayDeque<Settlement> unacknowledged = new ArrayDeque<>();
    private int counted;
    private long countedBytes;
    private @Nullable PublishGate gate;
    private @Nullable PublishTaker taker;

    private final AtomicBoolean acknowledging = new AtomicBoolean();
    private volatile @Nullable Executor network;

    private volatile boolean holding;
    private volatile long holdingSince;

    /**
     * With these bounds.
     *
     * @param most messages
     * @param mostBytes of payloads; a single one may be larger
     */
    PublishWindow(int most, long mostBytes, Ticker ticker) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.ticker = ticker;
    }

    /** To be called at each new connection, on its network thread. */
    void open(Executor newNetwork, PublishGate newGate, PublishTaker newTaker) {
        network = newNetwork;
        gate = newGate;
        taker = newTaker;
        acknowledge(); // what was settled while there was no thread to tell
    }

    /** Whether there are as many messages as there may be. */
    boolean isFull() {
        return counted >= most;
    }

    /** Whether one more message of this size may be handed on. */
    boolean hasRoomFor(int bytes) {
        return counted == 0 || (counted < most && countedBytes + bytes <= mostBytes);
    }

    /** Says whether something waits for room now; again whenever some of it was handed on. */
    void holds(boolean something) {
        holdingSince = ticker.nanos();
        holding = something;
    }

    /** For how long something has waited and nothing was handed on; for any thread. */
    Duration standstill() {
        return holding ? Duration.ofNanos(ticker.nanos() - holdingSince) : Duration.ZERO;
    }

    /**
     * Counts a message of QoS 1.
     *
     * @param bytes of its payload
     * @return to be settled once, by any thread
     */
    Receipt take(int bytes, PublishTaker connection, int packetIdentifier) {
        return counting(new TakenSettlement(this, bytes, connection, packetIdentifier));
    }

    /**
     * Counts a message that the client acknowledges.
     *
     * @param bytes of its payload
     * @param acknowledge has the client acknowledge it; called on the network thread
     * @return to be settled once, by any thread
     */
    Receipt take(int bytes, Runnable acknowledge) {
        return counting(new ClientSettlement(this, bytes, acknowledge));
    }

    private Settlement counting(Settlement settlement) {
        unacknowledged.add(settlement);
        counted++;
        countedBytes += settlement.bytes();
        return settlement;
    }

    /** Has the network thread acknowledge what is settled; does not wait. */
    void settled() {
        if (acknowledging.compareAndSet(false, true) && !onNetworkThread(this::acknowledge)) {
            acknowledging.set(false);
        }
    }

    /**
     * What is settled by now and in its turn is acknowledged: completes when that was written, or
     * at once where there was no connection yet.
     */
    CompletionStage<Void> acknowledged() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        Executor thread = network;
        if (thread == null) {
            written.complete(null);
            return written;
        }
        try {
            thread.execute(
                    () -> {
                        acknowledge();
                        // behind what acknowledging has put into the same thread's queue
                        thread.execute(() -> written.complete(null));
                    });
        } catch (RejectedExecutionException e) {
            written.complete(null);
        }
        return written;
    }

    private void acknowledge() {
        acknowledging.set(false); // what is settled from now on comes again
        int messages = 0;
        long bytes = 0;
        try {
            Settlement oldest = unacknowledged.peek();
            while (oldest != null && oldest.isSettled()) {
                oldest.acknowledge();
                messages++;
                bytes += oldest.bytes();
                unacknowledged.remove();
                oldest = unacknowledged.peek();
            }
            if (messages > 0 && taker != null) {
                taker.flush();
            }
        } finally {
            leave(messages, bytes);
        }
    }

    /** Behind the acknowledgements that the client has put into the same thread's queue. */
    private void leave(int messages, long bytes) {
        if (messages > 0 && !onNetworkThread(() -> makeRoom(messages, bytes))) {
            makeRoom(messages, bytes);
        }
    }

    private void makeRoom(int messages, long bytes) {
        counted -= messages;
        countedBytes -= bytes;
        PublishGate waiting = gate;
        if (waiting != null) {
            waiting.handOn();
        }
    }

    /**
     * Has the network thread run this.
     *
     * @return whether it will; not if the client is closed, and the broker sends again what it has
     *     no acknowledgement for
     */
    private boolean onNetworkThread(Runnable task) {
        Executor thread = network;
        if (thread == null) {
            throw new IllegalStateException("a message before the first connection");
        }
        try {
            thread.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
