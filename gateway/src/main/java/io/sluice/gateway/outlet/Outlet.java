/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

/** One way out of the gateway. May be called from several threads at once. */
public interface Outlet {

    /**
     * Makes one attempt to deliver a batch and says what became of each record; retrying is the
     * caller's business. Every failure is a verdict, never an exception.
     *
     * @throws InterruptedException if the thread is interrupted; what was sent may have been
     *     accepted
     */
    DeliveryReport deliver(Batch batch) throws InterruptedException;
}
