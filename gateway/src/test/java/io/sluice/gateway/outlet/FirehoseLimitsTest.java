/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirehoseLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 5120",
        "1, 5120",
        "5119, 5120",
        "5120, 5120",
        "5121, 10240",
        "1024000, 1024000",
        "1023999, 1024000"
    })
    void billsEachRecordAsAMultipleOf5KiB(long size, long billed) {
        assertThat(FirehoseLimits.billedBytes(size)).isEqualTo(billed);
    }
}
