/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadStretchesTest {

    private final ReadStretches stretches = new ReadStretches();

    @Test
    void givesAStretchThatHoldsAllThatIsAskedFor() {
        // Given
        ReadStretches.Stretch stretch = stretch(100, 50);

        // Then
        assertThat(stretches.find(100, 50)).isSameAs(stretch);
        assertThat(stretches.find(149, 1)).isSameAs(stretch);
        assertThat(stretches.find(149, 2)).isNull();
        assertThat(stretches.find(99, 1)).isNull();
    }

    @Test
    void keepsTheLatestFewOnly() {
        // Given
        for (int i = 0; i < 5; i++) {
            stretch(100L * i, 100);
        }

        // Then
        assertThat(stretches.find(0, 1)).isNull();
        assertThat(stretches.find(100, 1)).isNotNull();
        assertThat(stretches.find(400, 1)).isNotNull();
    }

    @Test
    void doesNotKeepALargeOne() {
        stretch(0, ReadStretches.MOST_BYTES + 1);

        assertThat(stretches.find(0, 1)).isNull();
    }

    @Test
    void nothingBehindARecordThatIsNotSoundIsTakenForSound() {
        // Given
        ReadStretches.Stretch stretch = stretch(0, 100);

        // When
        stretch.sound(0, 30);
        stretch.sound(60, 90); // what is between was found damaged

        // Then
        assertThat(stretch.isKnownSound(30)).isTrue();
        assertThat(stretch.isKnownSound(60)).isFalse();
        assertThat(stretch.isKnownSound(90)).isFalse();
    }

    private ReadStretches.Stretch stretch(long from, int length) {
        ReadStretches.Stretch stretch = new ReadStretches.Stretch(from, new byte[length], length);
        stretches.keep(stretch);
        return stretch;
    }
}
