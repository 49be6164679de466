/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void takesTopicsUpToAwsLimits() {
        assertThat(Topics.publishable("1/2/3/4/5/6/7/8")).isZero();
        assertThat(Topics.publishable("x".repeat(256))).isZero();
        assertThat(Topics.publishable("/")).isZero();
        assertThat(Topics.publishable("$aws/rules/r/1/2/3/4/5/6/7/8")).isZero();
        assertThat(Topics.publishable("$aws/rules/" + "r".repeat(128) + "/" + "x".repeat(256)))
                .isZero();
    }

    @Test
    void refusesTopicsThatAreLongerDeeperOrHaveWildcards() {
        assertThat(Topics.publishable("1/2/3/4/5/6/7/8/9")).isEqualTo(0x90);
        assertThat(Topics.publishable("é".repeat(129))).isEqualTo(0x90);
        assertThat(Topics.publishable("$aws/rules/r/1/2/3/4/5/6/7/8/9")).isEqualTo(0x90);
        assertThat(Topics.publishable("$aws/rules/")).isEqualTo(0x90);
        assertThat(Topics.publishable("a/#")).isEqualTo(0x90);
        assertThat(Topics.publishable("+/a")).isEqualTo(0x90);
        assertThat(Topics.publishable("")).isEqualTo(0x90);
    }

    @Test
    void reservesWhatBeginsWithADollar() {
        assertThat(Topics.publishable("$SYS/a")).isEqualTo(0x87);
        assertThat(Topics.publishable("$aws/things/t/shadow/update")).isEqualTo(0x87);
        assertThat(Topics.subscribable("$aws/rules/r/a")).isEqualTo(0x87);
        assertThat(Topics.subscribable("$share/g/$aws/x")).isEqualTo(0x87);
    }

    @Test
    void doesNotCountTheShareOfAFilter() {
        assertThat(Topics.subscribable("$share/g/1/2/3/4/5/6/7/#")).isZero();
        assertThat(Topics.subscribable("$share/g/1/2/3/4/5/6/7/8/#")).isEqualTo(0x8F);
        assertThat(Topics.subscribable("$share/g")).isEqualTo(0x8F);
        assertThat(Topics.subscribable("$share//a")).isEqualTo(0x8F);
        assertThat(Topics.subscribable("#")).isZero();
    }
}
