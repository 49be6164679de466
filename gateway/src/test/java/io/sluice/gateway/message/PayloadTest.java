/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class PayloadTest {

    private final byte[] array = {9, 1, 2, 3, 9};
    private final Payload payload = Payload.of(array, 1, 3);

    @Test
    void isAStretchOfAnArray() {
        // Given
        byte[] target = new byte[5];
        ByteBuffer buffer = ByteBuffer.allocate(4);

        // When
        payload.copyTo(target, 2);
        payload.writeTo(buffer);

        // Then
        assertThat(payload.size()).isEqualTo(3);
        assertThat(payload.toByteArray()).containsExactly(1, 2, 3);
        assertThat(target).containsExactly(0, 0, 1, 2, 3);
        assertThat(buffer.position()).isEqualTo(3);
        assertThat(payload.asReadOnlyBuffer().remaining()).isEqualTo(3);
        assertThatThrownBy(() -> payload.asReadOnlyBuffer().put(0, (byte) 7))
                .isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void isEqualByItsBytesAlone() {
        // Given
        Payload same = Payload.of(new byte[] {1, 2, 3});

        // When
        assertThat(payload).isEqualTo(same).hasSameHashCodeAs(same);

        // Then
        assertThat(payload).isNotEqualTo(Payload.of(array)).isNotEqualTo("3 bytes");
        assertThat(Payload.of(array, 5, 0)).isEqualTo(Payload.EMPTY);
    }

    @Test
    void refusesAStretchThatIsNotThere() {
        assertThatThrownBy(() -> Payload.of(array, 3, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Payload.of(array, -1, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Payload.of(array, 1, Integer.MAX_VALUE))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void neverPrintsItsBytes() {
        assertThat(Payload.ofUtf8("geheim")).hasToString("6 bytes");
    }
}
