/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

/** The MQTT version that the gateway speaks with the broker. */
public enum Protocol {
    /** MQTT 5. */
    MQTT5("mqtt5"),

    /** MQTT 3.1.1. */
    MQTT3_1_1("mqtt3.1.1");

    private final String text;

    Protocol(String text) {
        this.text = text;
    }

    /** As it is written in the file. */
    @Override
    public String toString() {
        return text;
    }
}
