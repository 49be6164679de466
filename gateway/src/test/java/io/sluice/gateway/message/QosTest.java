/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QosTest {

    @ParameterizedTest
    @EnumSource
    void isReadFromItsNumberOnTheWire(Qos qos) {
        assertThat(Qos.ofCode(qos.code())).isEqualTo(qos);
    }

    @Test
    void refusesTheReservedNumber() {
        assertThatThrownBy(() -> Qos.ofCode(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 3");
    }
}
