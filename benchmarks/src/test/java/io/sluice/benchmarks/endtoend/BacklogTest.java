/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void makesReadingsOfExactlyTheSizeThatIsAskedFor() {
        // Given
        int[] sizes = {1, 10, 50, 200, 5000};

        for (int size : sizes) {
            // When
            byte[] payload = Backlog.payload(123_456, size);

            // Then
            assertThat(payload).hasSize(size).doesNotContain('\n');
        }
    }
}
