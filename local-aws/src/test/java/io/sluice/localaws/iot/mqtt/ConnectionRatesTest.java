/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionRatesTest {

    private final AtomicLong now = new AtomicLong();
    private final ConnectionRates rates = new ConnectionRates(now::get);

    @Test
    void admitsAHundredPublishesASecond() {
        assertThat(admitted(150)).isEqualTo(100);

        now.addAndGet(Duration.ofMillis(500).toNanos());

        assertThat(admitted(150)).isEqualTo(50);
    }

    @Test
    void neverRefusesAClientThatKeepsToTheRate() {
        int admitted = 0;
        for (int i = 0; i < 1_000; i++) {
            now.addAndGet(Duration.ofMillis(10).toNanos());
            admitted += admitted(1);
        }
        assertThat(admitted).isEqualTo(1_000);
    }

    @Test
    void delaysBytesAboveHalfAMebibyteASecond() {
        // Given
        for (int i = 0; i < 4; i++) {
            assertThat(rates.delay(128 * 1_024)).isZero();
        }

        // When
        Duration delay = rates.delay(128 * 1_024);
        now.addAndGet(delay.toNanos());

        // Then
        assertThat(delay).isEqualTo(Duration.ofMillis(250));
        assertThat(rates.delay(128 * 1_024)).isZero();
    }

    private int admitted(int publishes) {
        int admitted = 0;
        for (int i = 0; i < publishes; i++) {
            admitted += rates.admitPublish() ? 1 : 0;
        }
        return admitted;
    }
}
