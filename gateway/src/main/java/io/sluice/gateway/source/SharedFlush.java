/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Lets acknowledgements that are settled together leave together. The client flushes each PUBACK
 * that is settled outside of a read for itself, a system call for four bytes; Netty's own handler
 * puts the flush behind what already waits in the network thread's queue.
 */
final class SharedFlush {

    /** Two kilobytes of PUBACKs; more wait no longer for the sake of others. */
    private static final int MOST_WRITES = 512;

    private SharedFlush() {}

    /** To be called on the network thread at each CONNACK, as for {@link PublishGate}. */
    static void install(Channel channel) {
        // between the encoder and TLS, so that what leaves together is one TLS record too
        channel.pipeline()
                .addBefore(
                        NetworkChannel.ENCODER,
                        "sluice.shared-flush",
                        new FlushConsolidationHandler(MOST_WRITES, true));
    }
}
