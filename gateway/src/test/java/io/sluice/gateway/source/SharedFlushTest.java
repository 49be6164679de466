/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedFlushTest {

    private final AtomicInteger flushes = new AtomicInteger();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    SharedFlushTest() {
        channel.pipeline()
                .addLast(
                        "socket",
                        new ChannelOutboundHandlerAdapter() {
                            @Override
                            public void flush(ChannelHandlerContext ctx) {
                                flushes.incrementAndGet();
                                ctx.flush();
                            }
                        })
                .addLast(NetworkChannel.ENCODER, new ChannelOutboundHandlerAdapter());
        SharedFlush.install(channel);
    }

    @Test
    void flushesOnceForWhatWaitsTogetherInTheNetworkThreadsQueue() {
        // Given: a task for each acknowledgement, as the client has it
        for (int i = 0; i < 100; i++) {
            String acknowledgement = "acknowledgement " + i;
            channel.eventLoop().execute(() -> channel.writeAndFlush(acknowledgement));
        }

        // When
        channel.runPendingTasks();

        // Then
        assertThat(channel.outboundMessages()).hasSize(100);
        assertThat(flushes).hasValue(1);
    }

    @Test
    void flushesOneThatIsAlone() {
        channel.eventLoop().execute(() -> channel.writeAndFlush("acknowledgement"));
        channel.runPendingTasks();
        assertThat(channel.outboundMessages()).containsExactly("acknowledgement");
        assertThat(flushes).hasValue(1);
    }
}
