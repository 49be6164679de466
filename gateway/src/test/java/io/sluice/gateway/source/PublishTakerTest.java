/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.internal.mqtt.handler.disconnect.MqttDisconnectUtil;
import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.internal.mqtt.message.publish.MqttStatefulPublish;
import com.hivemq.client.internal.util.collections.ImmutableIntList;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.time.ManualTicker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PublishTakerTest {

    private final PublishWindow window = new PublishWindow(3, 1_000_000, new ManualTicker());
    private final List<String> taken = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();

    /** A connection of the client's, with what it would handle itself. */
    private final class Connection {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final List<Object> left = new ArrayList<>();
        private final PublishTaker taker;

        Connection() {
            channel.pipeline()
                    .addLast(NetworkChannel.DECODER, new ChannelInboundHandlerAdapter())
                    .addLast(
                            NetworkChannel.INCOMING_QOS,
                            new ChannelInboundHandlerAdapter() {
                                @Override
                                public void channelRead(ChannelHandlerContext ctx, Object message) {
                                    left.add(message);
                                }
                            });
            taker = PublishTaker.install(channel, PublishTakerTest.this::taken);
            PublishGate.install(
                    channel,
                    ReadPace.install(channel, new ManualTicker()),
                    window,
                    taker,
                    () -> {});
            channel.runPendingTasks();
        }

        void receives(MqttQos qos, int packetIdentifier, boolean dup) {
            MqttPublish publish =
                    (MqttPublish)
                            Mqtt5Publish.builder()
                                    .topic("t/" + packetIdentifier)
                                    .qos(qos)
                                    .payload(new byte[10])
                                    .build();
            channel.writeInbound(
                    publish.createStateful(
                            packetIdentifier,
                            dup,
                            MqttStatefulPublish.DEFAULT_NO_TOPIC_ALIAS,
                            ImmutableIntList.of()));
        }

        /** What has left by now, each write in hexadecimal. */
        List<String> written() {
            channel.runPendingTasks();
            List<String> writes = new ArrayList<>();
            for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
                writes.add(ByteBufUtil.hexDump(out));
                out.release();
            }
            return writes;
        }
    }

    private void taken(MqttPublish publish, int packetIdentifier, PublishTaker connection) {
        taken.add(publish.getTopic() + " " + publish.getQos().getCode());
        if (publish.getQos() == MqttQos.AT_LEAST_ONCE) {
            receipts.add(window.take(ReceivedMessage.bytes(publish), connection, packetIdentifier));
        }
    }

    @Test
    void takesQos0And1AndLeavesTheRestToTheClient() {
        // Given
        Connection connection = new Connection();

        // When
        connection.receives(MqttQos.AT_MOST_ONCE, 0, false);
        connection.receives(MqttQos.AT_LEAST_ONCE, 1, false);
        connection.receives(MqttQos.EXACTLY_ONCE, 2, false);
        connection.channel.writeInbound("a PINGRESP");

        // Then
        assertThat(taken).containsExactly("t/0 0", "t/1 1");
        assertThat(connection.left).hasSize(2).contains("a PINGRESP");
        assertThat(connection.written()).isEmpty();
    }

    @Test
    void acknowledgesInTheOrderOfArrivalAndInOneWrite() {
        // Given
        Connection connection = new Connection();
        connection.receives(MqttQos.AT_LEAST_ONCE, 0x0102, false);
        connection.receives(MqttQos.AT_LEAST_ONCE, 0xFFFF, false);
        connection.receives(MqttQos.AT_LEAST_ONCE, 7, false);

        // When
        receipts.get(2).settle();
        receipts.get(1).settle();

        // Then: the first is not
        assertThat(connection.written()).isEmpty();
        receipts.get(0).settle();
        assertThat(connection.written()).containsExactly("400201024002ffff40020007");
    }

    @Test
    void holdsBackWhatFindsNoRoomAndHandsItOnWhenThereIsSome() {
        // Given
        Connection connection = new Connection();
        for (int i = 1; i <= 5; i++) {
            connection.receives(MqttQos.AT_LEAST_ONCE, i, false);
        }
        assertThat(taken).containsExactly("t/1 1", "t/2 1", "t/3 1");

        // When
        receipts.get(0).settle();
        assertThat(connection.written()).containsExactly("40020001");

        // Then
        assertThat(taken).containsExactly("t/1 1", "t/2 1", "t/3 1", "t/4 1");
    }

    @Test
    void doesNotAcknowledgeOverALaterConnectionAndTakesAgainWhatComesThere() {
        // Given
        Connection first = new Connection();
        first.receives(MqttQos.AT_LEAST_ONCE, 1, false);
        first.receives(MqttQos.AT_LEAST_ONCE, 2, false);
        first.receives(MqttQos.AT_LEAST_ONCE, 3, false);
        first.channel.close();
        Connection second = new Connection();
        second.receives(MqttQos.AT_LEAST_ONCE, 1, true);
        assertThat(taken).hasSize(3); // they are in memory still

        // When
        receipts.forEach(Receipt::settle);

        // Then
        assertThat(second.written()).isEmpty();
        assertThat(first.written()).isEmpty();
        assertThat(taken).hasSize(4).endsWith("t/1 1");
        receipts.get(3).settle();
        assertThat(second.written()).containsExactly("40020001");
    }

    @Test
    void makesRoomForWhatWasSettledWhileThereWasNoNetworkThread() {
        // Given
        Connection first = new Connection();
        first.receives(MqttQos.AT_LEAST_ONCE, 1, false);
        first.receives(MqttQos.AT_LEAST_ONCE, 2, false);
        first.receives(MqttQos.AT_LEAST_ONCE, 3, false);
        first.channel.close();
        Connection gone = new Connection();
        window.open(
                task -> {
                    throw new RejectedExecutionException("the client is closed");
                },
                gone.channel.pipeline().get(PublishGate.class),
                gone.taker);
        receipts.forEach(Receipt::settle);

        // When
        Connection second = new Connection();
        second.receives(MqttQos.AT_LEAST_ONCE, 9, false);
        second.channel.runPendingTasks();

        // Then
        assertThat(taken).hasSize(4);
        receipts.get(3).settle();
        assertThat(second.written()).containsExactly("40020009");
    }

    @Test
    void dropsWhatIsRepeatedOverTheSameConnectionAndNotAcknowledged() {
        // Given: two of them have no room yet
        Connection connection = new Connection();
        for (int i = 1; i <= 5; i++) {
            connection.receives(MqttQos.AT_LEAST_ONCE, i, false);
        }

        // When
        connection.receives(MqttQos.AT_LEAST_ONCE, 1, true);
        connection.receives(MqttQos.AT_LEAST_ONCE, 5, true);
        for (int i = 0; i < 5; i++) {
            receipts.get(i).settle();
            connection.channel.runPendingTasks();
        }

        // Then
        assertThat(taken).hasSize(5);
        assertThat(String.join("", connection.written()))
                .isEqualTo("4002000140020002400200034002000440020005");
        connection.receives(MqttQos.AT_LEAST_ONCE, 1, true);
        assertThat(taken).hasSize(6); // it was acknowledged before it came again
    }

    @Test
    void acknowledgesNothingBehindADisconnect() {
        // Given
        Connection connection = new Connection();
        connection.receives(MqttQos.AT_LEAST_ONCE, 1, false);

        // When
        MqttDisconnectUtil.fireDisconnectEvent(
                connection.channel, new IllegalStateException("leaves"), MqttDisconnectSource.USER);
        receipts.get(0).settle();

        // Then
        assertThat(connection.written()).isEmpty();
    }

    @Test
    void isSettledOnce() {
        // Given
        Connection connection = new Connection();
        connection.receives(MqttQos.AT_LEAST_ONCE, 1, false);
        receipts.get(0).settle();

        // When
        assertThatThrownBy(() -> receipts.get(0).settle())
                // Then
                .isInstanceOf(IllegalStateException.class);
    }
}
