/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import io.sluice.toolkit.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the broker holds for a session to what is wished, with one request at a time: two
 * that cross would leave the broker with the later one, and the session with the later answer.
 *
 * <p>An answer counts only for the connection that it was asked over. What was under way when a
 * connection broke leaves open what the broker holds, so the next connection asks again. A client
 * that resumes a session repeats by itself what was not answered, in front of that: the last word
 * is the keeper's.
 */
final class SubscriptionKeeper {

    /** What the broker shall hold. */
    enum Wish {
        SUBSCRIBED,
        UNSUBSCRIBED,
        /** Whatever it holds; nothing is asked of it. */
        LEFT_ALONE
    }

    /** How far it has come. */
    enum Standing {
        /** There is no connection, or the broker has not agreed to anything over it. */
        CONNECTING,
        SUBSCRIBED,
        /** Connected, and not subscribed on purpose. */
        SUSPENDED
    }

    /** The broker, over the connection that there is. */
    interface Session {

        /** Completes with what the broker refuses, in words, or with null if it agrees. */
        CompletionStage<@Nullable String> subscribe();

        /** Completes with what the broker refuses, in words, or with null if it agrees. */
        CompletionStage<@Nullable String> unsubscribe();

        /** All is as wished. May be called more than once. */
        void agreed();

        /** The broker has refused the subscriptions. */
        void refused(String words);

        /** To be called back after a while. */
        void later(Runnable again);
    }

    private record Request(Wish wish, long connection) {}

    private final Session session;

    // all of these guarded by this
    private Wish wish = Wish.SUBSCRIBED;
    private CompletableFuture<Void> granted = new CompletableFuture<>();
    private @Nullable Wish held;
    private @Nullable String problem;
    private long connection;
    private boolean connected;
    private boolean agreed;
    private boolean asking;
    private boolean waiting;

    SubscriptionKeeper(Session session) {
        this.session = session;
    }

    /**
     * Changes what is wished.
     *
     * @return completes once the broker has agreed, over this connection or a later one; fails if
     *     it does not give the subscriptions up, which is asked for again nevertheless
     */
    CompletionStage<Void> wish(Wish wished) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        synchronized (this) {
            wish = wished;
            granted = future;
        }
        proceed();
        return future;
    }

    synchronized boolean isConnected() {
        return connected;
    }

    synchronized Standing standing() {
        if (!connected) {
            return Standing.CONNECTING;
        }
        if (wish == Wish.SUBSCRIBED) {
            return held == Wish.SUBSCRIBED ? Standing.SUBSCRIBED : Standing.CONNECTING;
        }
        return agreed ? Standing.SUSPENDED : Standing.CONNECTING;
    }

    /** Why the broker does not hold what is wished, in words; null if it does, or has not said. */
    synchronized @Nullable String problem() {
        return problem;
    }

    /** To be called when a connection stands, with what CONNACK says. */
    void connected(boolean sessionPresent) {
        synchronized (this) {
            connected = true;
            if (!sessionPresent) {
                held = null;
            }
        }
        proceed();
    }

    /** To be called when a connection has ended, or an attempt has failed. */
    synchronized void disconnected() {
        connected = false;
        connection++;
        asking = false;
        agreed = false;
        problem = null;
    }

    private void proceed() {
        Request request = null;
        CompletionStage<@Nullable String> answer = null;
        CompletableFuture<Void> done;
        synchronized (this) {
            if (!connected || asking) {
                return;
            }
            done = granted;
            if (wish == Wish.LEFT_ALONE || held == wish) {
                agreed = true;
                problem = null;
            } else {
                request = new Request(wish, connection);
                asking = true;
                agreed = false;
                held = null;
                // in here, so that requests go out in the order of the wishes
                answer = wish == Wish.SUBSCRIBED ? session.subscribe() : session.unsubscribe();
            }
        }
        if (request == null || answer == null) {
            session.agreed();
            done.complete(null);
            return;
        }
        Request asked = request;
        answer.whenComplete((refusal, failure) -> answered(asked, refusal, failure));
    }

    private void answered(Request request, @Nullable String refusal, @Nullable Throwable failure) {
        CompletableFuture<Void> waited;
        String words;
        boolean same;
        synchronized (this) {
            if (request.connection != connection) {
                return; // it broke; the next one asks
            }
            asking = false;
            words = failure == null ? refusal : words(request, failure);
            if (words == null) {
                held = request.wish;
            } else {
                problem = words;
            }
            waited = granted;
            same = wish == request.wish;
        }
        if (words == null || !same) {
            proceed();
            return;
        }
        if (request.wish == Wish.UNSUBSCRIBED) {
            waited.completeExceptionally(new IllegalStateException(words, failure));
        } else if (refusal != null) {
            session.refused(refusal);
        }
        proceedLater();
    }

    /** One at a time, however often something was refused. */
    private void proceedLater() {
        synchronized (this) {
            if (waiting) {
                return;
            }
            waiting = true;
        }
        session.later(
                () -> {
                    synchronized (this) {
                        waiting = false;
                    }
                    proceed();
                });
    }

    private static String words(Request request, Throwable failure) {
        return (request.wish == Wish.SUBSCRIBED ? "subscribing" : "unsubscribing")
                + " failed: "
                + Reason.of(Reason.ofFuture(failure));
    }
}
