/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void takesTheMiddleOfAnOddNumberOfRounds() {
        // Given
        List<Double> rounds = List.of(9.0, 1.0, 2.0);

        // When
        Spread spread = Spread.of(rounds);

        // Then
        assertThat(spread).isEqualTo(new Spread(2, 1, 9));
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        // Given
        List<Double> rounds = List.of(4.0, 1.0, 2.0, 100.0);

        // When
        Spread spread = Spread.of(rounds);

        // Then
        assertThat(spread.median()).isEqualTo(3);
    }

    @Test
    void refusesToSaySomethingAboutNoRounds() {
        // Given
        List<Double> none = List.of();

        // When, Then
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(none));
    }
}
