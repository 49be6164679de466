/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

/**
 * The one user that a guarded broker lets in.
 *
 * @param name the MQTT user name
 * @param password the MQTT password, UTF-8
 */
public record BrokerUser(String name, String password) {

    /** Names the user, never the password. */
    @Override
    public String toString() {
        return "BrokerUser[" + name + "]";
    }
}
