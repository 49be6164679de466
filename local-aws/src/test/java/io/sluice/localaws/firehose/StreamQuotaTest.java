/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.localaws.firehose.FirehoseLimits.Rates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamQuotaTest {

    private static final long SECOND = 1_000_000_000L;

    private final StreamQuota quota = new StreamQuota();

    @Test
    void allowsABurstOfOneSecondAndThenTheRate() {
        Rates rates = new Rates(1_000, 100, 10);

        assertThat(passed(rates, 100, 0)).isEqualTo(10);
        assertThat(passed(rates, 100, SECOND / 2)).isEqualTo(5);
        assertThat(passed(rates, 100, 60 * SECOND)).isEqualTo(10);
    }

    @Test
    void limitsRequestsHoweverSmall() {
        Rates rates = new Rates(1_000_000, 1_000_000, 3);

        assertThat(quota.admitRequest(rates, 0)).isTrue();
        assertThat(quota.admitRequest(rates, 0)).isTrue();
        assertThat(quota.admitRequest(rates, 0)).isTrue();
        assertThat(quota.admitRequest(rates, 0)).isFalse();
        assertThat(quota.admitRequest(rates, SECOND)).isTrue();
    }

    @Test
    void letsARecordThatIsLargerThanASecondPassAndThenWaitForIt() {
        Rates rates = new Rates(1_000, 100, 10);
        quota.admitRequest(rates, 0);

        assertThat(quota.admitRecord(3_000, 0)).isTrue();
        assertThat(quota.admitRecord(1, SECOND)).isFalse();
        assertThat(quota.admitRecord(1, 3 * SECOND)).isTrue();
    }

    @Test
    void scalesTheThreeRatesTogether() {
        assertThat(Rates.of("us-east-1").scaledTo(10 << 20))
                .isEqualTo(new Rates(10 << 20, 1_000_000, 4_000));
        assertThat(Rates.of("eu-central-1")).isEqualTo(new Rates(1 << 20, 100_000, 1_000));
    }

    @ParameterizedTest
    @CsvSource({"0, 5120", "1, 5120", "5120, 5120", "5121, 10240", "1024000, 1024000"})
    void billsRecordsInUnitsOfFiveKilobytes(long size, long billed) {
        assertThat(FirehoseLimits.billedBytes(size)).isEqualTo(billed);
    }

    private int passed(Rates rates, int size, long now) {
        quota.admitRequest(rates, now);
        int passed = 0;
        while (quota.admitRecord(size, now)) {
            passed++;
        }
        return passed;
    }
}
