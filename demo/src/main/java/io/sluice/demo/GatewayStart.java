/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.gateway.app.Gateway;
import io.sluice.gateway.forward.QuarantineException;
import io.sluice.gateway.source.SourceRefusedException;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Termination;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits until the gateway has subscribed: what devices publish before, no broker keeps for it. */
final class GatewayStart {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private GatewayStart() {}

    /**
     * Starts it; says whether it has subscribed, or {@code termination} came first.
     *
     * @throws CommandFailure if it cannot start
     */
    static boolean of(Gateway gateway, Termination termination) throws InterruptedException {
        CompletableFuture<Void> subscribed = start(gateway);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!subscribed.isDone()) {
            if (System.nanoTime() >= deadline) {
                throw CommandFailure.failed(
                        "the gateway has not subscribed within "
                                + PATIENCE.toSeconds()
                                + " s: "
                                + String.join("; ", gateway.notReadyBecause()));
            }
            if (termination.await(LOOK_EVERY)) {
                return false;
            }
        }
        try {
            subscribed.get();
            gateway.awaitAws();
            return true;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw CommandFailure.failed(String.valueOf(cause.getMessage()), cause);
        }
    }

    private static CompletableFuture<Void> start(Gateway gateway) {
        try {
            return gateway.start().toCompletableFuture();
        } catch (SpoolException | QuarantineException | SourceRefusedException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        }
    }
}
