/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DataSizeTest {

    @Test
    void readsPowersOf1024And1000() {
        assertThat(DataSize.parse("512B")).isEqualTo(DataSize.ofBytes(512));
        assertThat(DataSize.parse("64 KiB")).isEqualTo(DataSize.ofKib(64));
        assertThat(DataSize.parse("1gib")).isEqualTo(DataSize.ofMib(1024));
        assertThat(DataSize.parse("5KB")).isEqualTo(DataSize.ofBytes(5000));
        assertThat(DataSize.parse("7")).isEqualTo(DataSize.ofBytes(7));
    }

    @Test
    void saysWhatIsExpected() {
        for (String wrong : new String[] {"", "x", "-1B", "3 XiB", "999999999999TiB"}) {
            assertThatThrownBy(() -> DataSize.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + wrong);
        }
    }

    @Property
    void readsBackWhatItWrites(@ForAll @LongRange(min = 0) long bytes) {
        if (bytes < 1_000_000_000_000_000_000L) {
            assertThat(DataSize.parse(DataSize.ofBytes(bytes).toString()))
                    .isEqualTo(DataSize.ofBytes(bytes));
        }
    }
}
