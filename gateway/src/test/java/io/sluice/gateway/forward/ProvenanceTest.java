/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.spool.Origin;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

    private static final Instant ARRIVED = Instant.ofEpochMilli(0x1a2b3c);

    private static SpooledMessage reading(long position, Instant arrived, UserProperty... own) {
        return new SpooledMessage(
                new SpoolPosition(position),
                100,
                "t",
                Payload.EMPTY,
                Qos.AT_LEAST_ONCE,
                true,
                new MessageProperties(true, null, "text/x", null, null, List.of(own)),
                arrived);
    }

    private static List<UserProperty> of(Provenance provenance, SpooledMessage reading) {
        return provenance.of(reading).userProperties();
    }

    @Test
    void addsNothingUnlessItIsWanted() {
        // Given
        SpooledMessage reading = reading(1, ARRIVED, new UserProperty("sluice-id", "device's"));

        // Then
        assertThat(Provenance.NONE.of(reading)).isSameAs(reading.properties());
    }

    @Test
    void namesAReadingByGatewayArrivalAndPlace() {
        // Given
        Provenance naming = new Provenance(null, new ReadingIds("gateway"));

        // Then: the same place in a log that was begun anew is another name
        assertThat(of(naming, reading(0x4d5, ARRIVED)))
                .containsExactly(new UserProperty("sluice-id", "gateway-1a2b3c-4d5"));
        assertThat(of(naming, reading(0x4d5, ARRIVED.plusMillis(1))))
                .containsExactly(new UserProperty("sluice-id", "gateway-1a2b3d-4d5"));
        assertThat(naming.of(reading(1, ARRIVED)).contentType()).isEqualTo("text/x");
    }

    @Test
    void keepsNameAndGatewayOfAReadingThatWasImported() {
        // Given
        Provenance both = new Provenance("here", new ReadingIds("here"));
        SpooledMessage imported =
                new SpooledMessage(
                        new SpoolPosition(7),
                        7,
                        "t",
                        Payload.EMPTY,
                        Qos.AT_LEAST_ONCE,
                        false,
                        MessageProperties.NONE,
                        ARRIVED,
                        new Origin("there", new SpoolPosition(0x4d5), List.of("telemetry")));

        // Then
        assertThat(of(both, imported))
                .contains(
                        new UserProperty("sluice-gateway", "there"),
                        new UserProperty("sluice-id", "there-1a2b3c-4d5"));
    }

    @Test
    void takesNoNameFromADevice() {
        // Given
        Provenance both = new Provenance("gateway", new ReadingIds("gateway"));

        // When
        List<UserProperty> properties =
                of(
                        both,
                        reading(
                                1,
                                ARRIVED,
                                new UserProperty("sluice-id", "forged"),
                                new UserProperty("other", "1")));

        // Then
        assertThat(properties)
                .extracting(UserProperty::name)
                .containsExactly(
                        "other",
                        "sluice-received-at",
                        "sluice-retained",
                        "sluice-gateway",
                        "sluice-id");
        assertThat(properties).extracting(UserProperty::value).doesNotContain("forged");
    }
}
