/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import io.sluice.gateway.message.Receipt;

/** The receipt of a message in the {@link PublishWindow}. */
final class Settlement implements Receipt {

    private final PublishWindow window;
    private final Runnable acknowledge;
    private final int bytes;

    // under the window's monitor
    private boolean settled;

    // the network thread's alone
    private boolean acknowledged;

    Settlement(PublishWindow window, Runnable acknowledge, int bytes) {
        this.window = window;
        this.acknowledge = acknowledge;
        this.bytes = bytes;
    }

    @Override
    public void settle() {
        window.settle(this);
    }

    /** To be called under the window's monitor. */
    void markSettled() {
        if (settled) {
            throw new IllegalStateException("this message was settled before");
        }
        settled = true;
    }

    /** Has the client queue the acknowledgement. */
    void acknowledge() {
        acknowledge.run();
    }

    /** To be called when the client has done it. */
    void markAcknowledged() {
        acknowledged = true;
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    /** Size of the message's payload. */
    int bytes() {
        return bytes;
    }
}
