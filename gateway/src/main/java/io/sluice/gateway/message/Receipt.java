/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.message;

/**
 * The source's promise to the broker. Settling says "we hold this durably". There is no negative
 * form: MQTT has none; a receipt that is never settled makes the broker send the message again.
 */
public interface Receipt {

    /** For QoS 0, where nobody waits for an acknowledgement. */
    Receipt NONE = () -> {};

    /** Call once, from any thread; does not block. */
    void settle();
}
