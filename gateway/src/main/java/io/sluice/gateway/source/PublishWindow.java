/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were taken and are not acknowledged yet, against a bound in number and one in
 * bytes. While there is no room the {@link PublishGate} hands on no further message, and memory and
 * packet identifiers have a bound whatever the broker sends.
 *
 * <p>Belongs to the network thread, but for settling. The client acknowledges in the order of
 * arrival, so a message counts until all before it are settled too. What is settled together goes
 * to the network thread in one hop. Outlives connections: what came over an earlier one still takes
 * up room in the client.
 */
final class PublishWindow {

    private final int most;
    private final long mostBytes;
    private final Ticker ticker;

    // the network thread's alone
    private final ArrayDeque<Settlement> taken = new ArrayDeque<>();
    private long takenBytes;
    private @Nullable PublishGate gate;

    private volatile @Nullable Executor network;

    private volatile boolean holding;
    private volatile long holdingSince;

    // under this object's monitor
    private List<Settlement> settled = new ArrayList<>();

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
    void open(Executor newNetwork, PublishGate newGate) {
        network = newNetwork;
        gate = newGate;
    }

    /** Whether there are as many messages as there may be. */
    boolean isFull() {
        return taken.size() >= most;
    }

    /** Whether one more message of this size may be handed on. */
    boolean hasRoomFor(int bytes) {
        return taken.isEmpty() || (taken.size() < most && takenBytes + bytes <= mostBytes);
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
     * Counts a message.
     *
     * @param acknowledge has the client acknowledge it; called on the network thread
     * @return to be settled once, by any thread
     */
    Receipt take(int bytes, Runnable acknowledge) {
        Settlement settlement = new Settlement(this, acknowledge, bytes);
        taken.add(settlement);
        takenBytes += bytes;
        return settlement;
    }

    /** Passes on to the network thread what is settled; does not wait. */
    void settle(Settlement settlement) {
        boolean first;
        synchronized (this) {
            settlement.markSettled();
            first = settled.isEmpty();
            settled.add(settlement);
        }
        if (first) {
            onNetworkThread(this::acknowledge);
        }
    }

    /**
     * What is settled by now and in its turn is acknowledged: completes when the client has written
     * that, or at once where there was no connection yet.
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
        List<Settlement> now;
        synchronized (this) {
            now = settled;
            settled = new ArrayList<>(now.size());
        }
        for (Settlement settlement : now) {
            settlement.acknowledge();
        }
        // behind the acknowledgements, which the client has put into the same thread's queue
        onNetworkThread(() -> makeRoom(now));
    }

    private void makeRoom(List<Settlement> acknowledged) {
        acknowledged.forEach(Settlement::markAcknowledged);
        Settlement oldest = taken.peek();
        while (oldest != null && oldest.isAcknowledged()) {
            taken.remove();
            takenBytes -= oldest.bytes();
            oldest = taken.peek();
        }
        PublishGate waiting = gate;
        if (waiting != null) {
            waiting.handOn();
        }
    }

    private void onNetworkThread(Runnable task) {
        Executor thread = network;
        if (thread == null) {
            throw new IllegalStateException("a message before the first connection");
        }
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // the client is closed, and the broker sends again what it has no acknowledgement for
        }
    }
}
