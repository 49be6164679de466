/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import java.util.concurrent.CompletionStage;

/**
 * Where readings come from. Every message is acknowledged when its receipt is settled, and not
 * before.
 */
public interface Source extends AutoCloseable {

    /**
     * Begins to connect and goes on trying; call once.
     *
     * @return completes once the broker has taken the subscriptions; fails with {@link
     *     SourceRefusedException} if the broker (or its certificate) refuses in a way that waiting
     *     does not mend
     */
    CompletionStage<Void> start();

    /**
     * Takes no more: what comes from now on is neither handed on nor acknowledged, so the broker
     * keeps it. Receipts can still be settled.
     */
    void pause();

    /**
     * Begins without subscribing: takes what the broker has kept for the session, and leaves the
     * session as it is. To be called before {@link #start}.
     */
    void standBy();

    /**
     * Gives the subscriptions up: what the broker has not sent yet goes to others, or nowhere. The
     * session stays.
     *
     * @return completes once the broker has agreed; if it is away, that is made up for when it is
     *     back
     */
    CompletionStage<Void> suspend();

    /**
     * Takes the subscriptions again.
     *
     * @return completes once the broker has taken them
     */
    CompletionStage<Void> resume();

    /** How the session does now. */
    SourceStatus status();

    /** Leaves the broker; the session stays there. Idempotent, bounded. */
    @Override
    void close();
}
