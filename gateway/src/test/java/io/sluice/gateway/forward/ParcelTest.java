/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParcelTest {

    @Test
    void isDoneOnceAllItsPartsAre() {
        // Given
        AtomicInteger done = new AtomicInteger();
        Parcel parcel = new Parcel(new ReadingLog().packed("a", "b", "c"), done::incrementAndGet);

        // When
        List<Parcel> parts = parcel.split();

        // Then
        assertThat(parts)
                .extracting(part -> new String(part.packed().record().data(), UTF_8))
                .containsExactly("a\n", "b\n", "c\n");
        assertThat(parts)
                .extracting(part -> part.packed().record().payloadBytes())
                .containsOnly(1L);
        parts.get(2).done().run();
        parts.get(0).done().run();
        assertThat(done).hasValue(0);
        parts.get(1).done().run();
        assertThat(done).hasValue(1);
    }
}
