/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import io.sluice.gateway.message.Receipt;

/** The receipt of a message in the {@link PublishWindow}. */
abstract class Settlement implements Receipt {

    private final PublishWindow window;
    private final int bytes;
    private volatile boolean settled;

    Settlement(PublishWindow window, int bytes) {
        this.window = window;
        this.bytes = bytes;
    }

    @Override
    public final void settle() {
        if (settled) {
            throw new IllegalStateException("this message was settled before");
        }
        settled = true;
        window.settled();
    }

    final boolean isSettled() {
        return settled;
    }

    /** Size of the message's payload. */
    final int bytes() {
        return bytes;
    }

    /** Has the broker told, unless the connection has ended; on the network thread. */
    abstract void acknowledge();
}
