/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static Subscription to(String filter, Qos qos) {
        return new Subscription(TopicFilter.of(filter), qos);
    }

    private static List<String> fewest(Subscription... wanted) {
        return Subscription.withoutOverlap(List.of(wanted)).stream()
                .map(fewest -> fewest.filter() + " " + fewest.qos().code())
                .toList();
    }

    @Test
    void leavesOutWhatAnotherCoversAndTakesTheHigherQos() {
        assertThat(
                        fewest(
                                to("sensors/+/raw", Qos.AT_LEAST_ONCE),
                                to("logs/#", Qos.AT_MOST_ONCE),
                                to("sensors/#", Qos.AT_MOST_ONCE)))
                .containsExactlyInAnyOrder("logs/# 0", "sensors/# 1");
    }

    @Test
    void asksOnceForWhatTwoRoutesWant() {
        assertThat(fewest(to("sensors/#", Qos.AT_MOST_ONCE), to("sensors/#", Qos.AT_LEAST_ONCE)))
                .containsExactly("sensors/# 1");
    }

    @Test
    void keepsTheSystemTopicsBesideAllOthers() {
        assertThat(fewest(to("#", Qos.AT_LEAST_ONCE), to("$SYS/#", Qos.AT_MOST_ONCE)))
                .containsExactly("# 1", "$SYS/# 0");
    }

    @Test
    void isSharedByAGroup() {
        assertThat(to("sensors/#", Qos.AT_LEAST_ONCE).onTheWire("gateways"))
                .isEqualTo("$share/gateways/sensors/#");
        assertThat(to("sensors/#", Qos.AT_LEAST_ONCE).onTheWire(null)).isEqualTo("sensors/#");
    }
}
