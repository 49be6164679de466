/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.sluice.gateway.time.ManualTicker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadPaceTest {

    private final ManualTicker ticker = new ManualTicker();
    private final Reads reads = new Reads();
    private final EmbeddedChannel channel = new EmbeddedChannel(reads);
    private final ReadPace pace = ReadPace.install(channel, ticker);

    @BeforeEach
    void freeze() {
        channel.freezeTime();
        reads.count = 0;
    }

    @AfterEach
    void close() {
        channel.close();
    }

    private void arrive(int bytes) {
        channel.writeOneInbound(Unpooled.wrappedBuffer(new byte[bytes]));
        channel.flushInbound();
    }

    @Test
    void readsOnAtOnceAfterAPause() {
        // Given
        arrive(200);
        ticker.advance(ReadPace.CLOSE);

        // When
        arrive(200);

        // Then
        assertThat(reads.count).isEqualTo(2);
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void letsMessagesGatherThatComeOneCloseBehindTheOther() {
        // Given
        arrive(200);
        ticker.advance(Duration.ofMillis(1));

        // When
        arrive(200);
        int meanwhile = reads.count;
        channel.advanceTimeBy(ReadPace.GATHER.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();

        // Then
        assertThat(meanwhile).isEqualTo(1);
        assertThat(reads.count).isEqualTo(2);
    }

    @Test
    void readsOnAtOnceWhereThereIsMore() {
        // Given
        arrive(200);

        // When
        arrive(ReadPace.MUCH_BYTES);

        // Then
        assertThat(reads.count).isEqualTo(2);
    }

    @Test
    void readsNothingWhileItIsStopped() {
        // Given
        arrive(200);
        arrive(200);
        int before = reads.count;

        // When
        pace.stop();
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        int stopped = reads.count;
        pace.goOn();

        // Then
        assertThat(stopped).isEqualTo(before);
        assertThat(reads.count).isEqualTo(before + 1);
    }

    private static final class Reads extends ChannelOutboundHandlerAdapter {

        private int count;

        @Override
        public void read(ChannelHandlerContext ctx) {
            count++;
            ctx.read();
        }
    }
}
