/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundMessage;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IotCoreLimitsTest {

    private static OutboundMessage message(String topic, int payload) {
        return new OutboundMessage(
                "$aws/rules/r/" + topic, Payload.of(new byte[payload]), MessageProperties.NONE);
    }

    @Test
    void takesWhatIsJustSmallEnough() {
        // Given
        String topic = "1/2/3/4/5/6/7/" + "x".repeat(242);

        // Then: the part that Basic Ingest puts in front is not counted
        assertThat(IotCoreLimits.hopeless(topic, message(topic, 131_072))).isNull();
    }

    @Test
    void saysWhyAPayloadIsTooLarge() {
        // When
        var failure = Objects.requireNonNull(IotCoreLimits.hopeless("t", message("t", 131_073)));

        // Then
        assertThat(failure.kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(failure.message()).contains("131073").contains("131072");
    }

    @Test
    void saysWhyATopicIsTooDeepOrTooLong() {
        // Given
        String deep = "1/2/3/4/5/6/7/8/9";
        String wide = "ü".repeat(128) + "x";

        // Then
        assertThat(Objects.requireNonNull(IotCoreLimits.hopeless(deep, message(deep, 1))).message())
                .contains("9 levels");
        assertThat(Objects.requireNonNull(IotCoreLimits.hopeless(wide, message(wide, 1))).message())
                .contains("257 bytes");
    }

    @Test
    void leavesReservedTopicsAlone() {
        // Given
        OutboundMessage plain =
                new OutboundMessage("$SYS/x", Payload.EMPTY, MessageProperties.NONE);

        // Then
        assertThat(Objects.requireNonNull(IotCoreLimits.hopeless("$SYS/x", plain)).kind())
                .isEqualTo(FailureKind.INVALID_RECORD);
    }

    @Test
    void countsUserPropertiesTogether() {
        // Given
        MessageProperties properties =
                new MessageProperties(
                        false,
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new UserProperty("a", "x".repeat(5000)),
                                new UserProperty("b", "x".repeat(5000))));
        OutboundMessage message = new OutboundMessage("t", Payload.EMPTY, properties);

        // Then
        assertThat(Objects.requireNonNull(IotCoreLimits.hopeless("t", message)).message())
                .contains("user properties of 10002 bytes");
    }
}
