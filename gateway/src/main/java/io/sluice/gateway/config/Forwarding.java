/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

/** How readings reach the topic rule in mode {@code iot-rule}. */
public enum Forwarding {
    /** The gateway publishes them to AWS IoT Core. */
    RELAY("relay"),

    /** Devices publish to AWS IoT Core themselves; the gateway enables the rule and steps aside. */
    RULE_ONLY("rule-only");

    private final String text;

    Forwarding(String text) {
        this.text = text;
    }

    /** As it is written in the file. */
    @Override
    public String toString() {
        return text;
    }
}
