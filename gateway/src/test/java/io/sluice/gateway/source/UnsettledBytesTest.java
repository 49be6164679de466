/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class UnsettledBytesTest {

    private final UnsettledBytes unsettled = new UnsettledBytes(100);

    @Test
    void waitsForRoomAndGoesOnWhenSomethingIsSettled() throws InterruptedException {
        // Given
        unsettled.take(60);
        unsettled.take(40);

        // When
        Thread network = taking(1);
        await().until(unsettled::isWaiting);
        unsettled.give(40);

        // Then
        await().until(() -> !network.isAlive());
        assertThat(unsettled.isWaiting()).isFalse();
    }

    @Test
    void takesASingleMessageThatIsLargerThanTheBound() throws InterruptedException {
        unsettled.take(1000);
        assertThat(unsettled.isWaiting()).isFalse();
    }

    @Test
    void letsTheNetworkThreadGoWhenTheSourceStops() throws InterruptedException {
        unsettled.take(100);
        Thread network = taking(100);
        await().until(unsettled::isWaiting);
        unsettled.open();
        await().until(() -> !network.isAlive());
    }

    private Thread taking(int bytes) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                unsettled.take(bytes);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        thread.start();
        return thread;
    }
}
