/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LongLivedJvmTest {

    @Test
    void readsTheOptionsWithoutTheRemarks() {
        // When
        List<String> options = LongLivedJvm.options();

        // Then
        assertThat(options)
                .contains("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                .allMatch(option -> option.startsWith("-"));
    }

    @Test
    void theSmallHeapIsSaidApart() {
        assertThat(LongLivedJvm.smallHeap())
                .isNotEmpty()
                .allMatch(option -> option.startsWith("-X"))
                .doesNotContainAnyElementsOf(LongLivedJvm.options());
    }
}
