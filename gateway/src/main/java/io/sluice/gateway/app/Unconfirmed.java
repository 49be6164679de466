/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.time.Ticker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What AWS IoT Core has acknowledged and no look at the rule has confirmed yet. A look that finds
 * the rule good confirms what was acknowledged before it began; one that finds it bad condemns all
 * that was published up to then, also what is acknowledged only later. Any thread.
 */
final class Unconfirmed {

    private final Ticker ticker;
    private final Runnable lookWanted;
    private final Queue<Acknowledged> waiting = new ArrayDeque<>();
    private long condemned;
    private @Nullable Failure why;

    private record Acknowledged(long at, CompletableFuture<Verdict> verdict) {}

    /**
     * With nothing in it.
     *
     * @param lookWanted asks for a look at the rule, soon; called when something waits for one
     */
    Unconfirmed(Ticker ticker, Runnable lookWanted) {
        this.ticker = ticker;
        this.lookWanted = lookWanted;
    }

    /** To be asked before a message is published, for {@link #acknowledged}. */
    synchronized long era() {
        return condemned;
    }

    /**
     * A message has been acknowledged.
     *
     * @param era what {@link #era} said before it was published
     * @param verdict completed with {@link Verdict#DELIVERED}, or with what makes it be sent again
     */
    void acknowledged(long era, CompletableFuture<Verdict> verdict) {
        Failure late = null;
        boolean first = false;
        synchronized (this) {
            if (era == condemned) {
                first = waiting.isEmpty();
                waiting.add(new Acknowledged(ticker.nanos(), verdict));
            } else {
                late = why;
            }
        }
        if (late != null) {
            verdict.complete(Verdict.retry(late));
        } else if (first) {
            lookWanted.run();
        }
    }

    /**
     * The rule was good at a moment.
     *
     * @param at when the look began, in nanoseconds of the ticker
     */
    void confirm(long at) {
        List<Acknowledged> confirmed = new ArrayList<>();
        synchronized (this) {
            @Nullable Acknowledged next;
            while ((next = waiting.peek()) != null && next.at() - at < 0) {
                confirmed.add(waiting.remove());
            }
        }
        confirmed.forEach(one -> one.verdict().complete(Verdict.DELIVERED));
        lookAgain();
    }

    /** Asks for another look if something still waits for one. */
    void lookAgain() {
        boolean more;
        synchronized (this) {
            more = !waiting.isEmpty();
        }
        if (more) {
            lookWanted.run();
        }
    }

    /** The rule takes nothing, and since when is not known. */
    void condemn(Failure because) {
        List<Acknowledged> lost;
        synchronized (this) {
            condemned++;
            why = because;
            lost = List.copyOf(waiting);
            waiting.clear();
        }
        lost.forEach(one -> one.verdict().complete(Verdict.retry(because)));
    }
}
