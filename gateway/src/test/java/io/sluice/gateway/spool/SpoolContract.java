/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static io.sluice.gateway.spool.Messages.message;
import static io.sluice.gateway.spool.Messages.messageTo;
import static io.sluice.gateway.spool.Messages.read;
import static io.sluice.gateway.spool.Messages.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every spool promises. */
@NullUnmarked
abstract class SpoolContract {

    protected final RecordedEvents events = new RecordedEvents();
    private final Receipts receipts = new Receipts();
    private Spool spool;

    /** A new, empty spool that takes at most so many bytes of waiting QoS 0 messages. */
    protected abstract Spool open(SpoolEvents events);

    @BeforeEach
    void open() {
        spool = open(events);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void givesMessagesBackAsTheyCameInTheirOrder() {
        // Given
        SpoolCursor cursor = spool.cursor("lane");
        MessageProperties properties =
                new MessageProperties(
                        true,
                        4_294_967_295L,
                        "application/json",
                        "answers/ä",
                        Payload.ofUtf8("id"),
                        List.of(new UserProperty("k", "v"), new UserProperty("k", "")));
        InboundMessage rich =
                new InboundMessage(
                        "sensors/grün/🌡",
                        Payload.ofUtf8("21.5"),
                        Qos.EXACTLY_ONCE,
                        true,
                        properties,
                        Messages.RECEIVED_AT,
                        Receipt.NONE);

        // When
        spool.append(message("first", Receipt.NONE));
        spool.append(rich);
        spool.append(message("", Receipt.NONE));

        // Then
        List<SpooledMessage> read = read(cursor, 3);
        assertThat(texts(read)).containsExactly("first", "21.5", "");
        SpooledMessage back = read.get(1);
        assertThat(back.topic()).isEqualTo(rich.topic());
        assertThat(back.qos()).isEqualTo(Qos.EXACTLY_ONCE);
        assertThat(back.retained()).isTrue();
        assertThat(back.properties()).isEqualTo(properties);
        assertThat(back.receivedAt()).isEqualTo(Messages.RECEIVED_AT);
        assertThat(read.get(2).retained()).isFalse();
        assertThat(read.get(2).properties()).isEqualTo(MessageProperties.NONE);
    }

    @Test
    void settlesEveryReceiptInTheOrderOfTheAppends() {
        // Given
        SpoolCursor cursor = spool.cursor("lane");

        // When
        List<String> names = IntStream.range(0, 5_000).mapToObj(Integer::toString).toList();
        names.forEach(name -> spool.append(message(name, receipts.of(name))));
        List<SpooledMessage> read = read(cursor, names.size());
        cursor.release(read.get(read.size() - 1).end());

        // Then
        receipts.awaitCount(names.size());
        assertThat(receipts.settled()).isEqualTo(names);
        assertThat(texts(read)).isEqualTo(names);
    }

    @Test
    void oneReceiptThatFailsDoesNotStopTheOthers() {
        // Given
        SpoolCursor cursor = spool.cursor("lane");
        Receipt failing =
                () -> {
                    throw new IllegalStateException("the connection is gone");
                };

        // When
        spool.append(message("a", receipts.of("a")));
        spool.append(message("b", failing));
        spool.append(message("c", receipts.of("c")));
        cursor.release(read(cursor, 3).get(2).end());

        // Then
        receipts.awaitCount(2);
        assertThat(receipts.settled()).containsExactly("a", "c");
    }

    @Test
    void everyLaneReadsAllForItself() {
        // Given
        SpoolCursor one = spool.cursor("one");
        SpoolCursor two = spool.cursor("two");
        spool.append(message("a", Receipt.NONE));
        spool.append(message("b", Receipt.NONE));

        // When
        List<SpooledMessage> ofOne = read(one, 2);
        one.release(ofOne.get(1).end());

        // Then
        assertThat(texts(read(two, 2))).isEqualTo(texts(ofOne));
        assertThat(spool.lanesBehind()).containsExactly("two");
        assertThat(one.bytesBehind()).isZero();
        assertThat(two.bytesBehind()).isPositive();
    }

    @Test
    void readsAgainWhatWasNotReleasedWhereverTheLaneIsByThen() {
        // Given
        SpoolCursor cursor = spool.cursor("lane");
        spool.append(message("a", Receipt.NONE));
        spool.append(messageTo("sensors/b/telemetry", "b", Receipt.NONE));
        spool.append(message("c", Receipt.NONE));
        List<SpooledMessage> messages = read(cursor, 3);
        assertThat(messages.get(1).begin()).isEqualTo(messages.get(0).end());
        cursor.release(messages.get(0).end());

        // When
        SpooledMessage again = cursor.again(messages.get(1).begin());

        // Then
        assertThat(again).isEqualTo(messages.get(1));
        assertThat(cursor.again(messages.get(2).begin())).isEqualTo(messages.get(2));
        assertThat(cursor.again(messages.get(2).end())).isNull();
        assertThat(cursor.position()).isEqualTo(messages.get(2).end());
        assertThat(cursor.released()).isEqualTo(messages.get(0).end());
    }

    @Test
    void aLaneGoesOnWhereItReleased() {
        // Given
        SpoolCursor first = spool.cursor("lane");
        spool.append(message("a", Receipt.NONE));
        spool.append(message("b", Receipt.NONE));
        first.release(read(first, 2).get(0).end());
        first.close();

        // When
        SpoolCursor second = spool.cursor("lane");

        // Then
        assertThat(texts(read(second, 1))).containsExactly("b");
        assertThat(second.released()).isLessThan(second.position());
    }

    @Test
    void aNewLaneBeginsAtTheEnd() {
        // Given
        SpoolCursor old = spool.cursor("old");
        spool.append(message("before", Receipt.NONE));
        read(old, 1);

        // When
        SpoolCursor lane = spool.cursor("new");
        spool.append(message("after", Receipt.NONE));

        // Then
        assertThat(texts(read(lane, 1))).containsExactly("after");
    }

    @Test
    void releasingBackwardsIsIgnored() {
        // Given
        SpoolCursor cursor = spool.cursor("lane");
        spool.append(message("a", Receipt.NONE));
        spool.append(message("b", Receipt.NONE));
        List<SpooledMessage> read = read(cursor, 2);
        cursor.release(read.get(1).end());

        // When
        cursor.release(read.get(0).end());

        // Then
        assertThat(cursor.released()).isEqualTo(read.get(1).end());
    }

    @Test
    void readsAsManyAsFitAndAtLeastOne() throws InterruptedException {
        // Given
        SpoolCursor cursor = spool.cursor("lane");
        String large = "x".repeat(1_000);
        for (int i = 0; i < 10; i++) {
            spool.append(message(large, receipts.of("" + i)));
        }
        SpoolCursor all = spool.cursor("all");
        await().until(() -> cursor.bytesBehind() > 10_000 || all.bytesBehind() > 10_000);

        // When
        List<SpooledMessage> one = cursor.read(10, Messages.SOON);
        List<SpooledMessage> three = cursor.read(3_700, Messages.SOON);

        // Then
        assertThat(one).hasSize(1);
        assertThat(three).hasSize(3);
        assertThat(cursor.position()).isEqualTo(three.get(2).end());
    }

    @Test
    void passesOverWhatIsNotWanted() throws InterruptedException {
        // Given
        SpoolCursor cursor = spool.cursor("lane");
        SpoolCursor all = spool.cursor("all");
        for (String text : List.of("a", "b", "c", "d")) {
            spool.append(messageTo("topic/" + text, text, receipts.of(text)));
        }
        SpoolPosition end = read(all, 4).get(3).end();

        // When
        List<SpooledMessage> read =
                cursor.read(1 << 20, Messages.SOON, (topic, origin) -> topic.endsWith("c"));

        // Then
        assertThat(Messages.texts(read)).containsExactly("c");
        assertThat(cursor.position()).isEqualTo(end);
    }

    @Test
    void doesNotWaitForMoreThanWhatItHasPassedOver() throws InterruptedException {
        // Given
        SpoolCursor cursor = spool.cursor("lane");
        SpoolCursor all = spool.cursor("all");
        spool.append(message("a", receipts.of("a")));
        SpoolPosition end = read(all, 1).get(0).end();

        // When
        List<SpooledMessage> read =
                cursor.read(1 << 20, Duration.ofDays(1), (topic, origin) -> false);

        // Then
        assertThat(read).isEmpty();
        assertThat(cursor.position()).isEqualTo(end);
    }

    @Test
    void passesOverNoMoreThanItMayRead() throws InterruptedException {
        // Given
        SpoolCursor cursor = spool.cursor("lane");
        SpoolCursor all = spool.cursor("all");
        String large = "x".repeat(1_000);
        for (int i = 0; i < 10; i++) {
            spool.append(message(large, receipts.of("" + i)));
        }
        List<SpooledMessage> messages = read(all, 10);

        // When
        cursor.read(3_700, Messages.SOON, (topic, origin) -> false);

        // Then
        assertThat(cursor.position().offset())
                .isBetween(messages.get(2).end().offset(), messages.get(4).end().offset());
    }

    @Test
    void awaitsAsManyBytesAsTheReaderWants() throws InterruptedException {
        // Given
        SpoolCursor cursor = spool.cursor("lane");
        for (int i = 0; i < 3; i++) {
            spool.append(message("x".repeat(1_000), receipts.of("" + i)));
        }

        // When
        cursor.await(3_000, Duration.ofDays(1));

        // Then
        assertThat(cursor.read(1 << 20, Duration.ZERO)).hasSize(3);
    }

    @Test
    void awaitingMoreThanComesEndsWithTheTimeout() throws InterruptedException {
        // Given
        SpoolCursor cursor = spool.cursor("lane");
        spool.append(message("a", receipts.of("a")));

        // When
        cursor.await(1 << 20, Duration.ofMillis(1));

        // Then
        assertThat(texts(read(cursor, 1))).containsExactly("a");
    }

    @Test
    void readingAnEmptyLogEndsWithTheTimeout() throws InterruptedException {
        // Given
        SpoolCursor cursor = spool.cursor("lane");

        // When
        List<SpooledMessage> read = cursor.read(1_000, Duration.ofMillis(1));

        // Then
        assertThat(read).isEmpty();
    }

    @Test
    void aForgottenLaneHoldsNothingBack() {
        // Given
        spool.cursor("gone").close();
        SpoolCursor cursor = spool.cursor("lane");
        spool.append(message("a", receipts.of("a")));
        cursor.release(read(cursor, 1).get(0).end());

        // When
        spool.forget("gone");

        // Then
        assertThat(spool.lanesBehind()).isEmpty();
        receipts.awaitCount(1);
    }

    @Test
    void aLaneHasOneCursorAtATime() {
        // Given
        spool.cursor("lane");

        // When / Then
        assertThatThrownBy(() -> spool.cursor("lane")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> spool.forget("lane")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesNothingAfterItWasClosed() {
        // Given
        spool.close();
        spool.close();

        // When / Then
        assertThatThrownBy(() -> spool.append(message("late", Receipt.NONE)))
                .isInstanceOf(IllegalStateException.class);
    }
}
