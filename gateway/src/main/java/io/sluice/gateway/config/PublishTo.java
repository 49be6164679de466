/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

/** Which topic of AWS IoT Core a relayed reading is published to. */
public enum PublishTo {
    /** {@code $aws/rules/RULE/TOPIC}: the rule alone gets it, and no message is billed for it. */
    BASIC_INGEST("basic-ingest"),

    /** The reading's own topic: every rule and every subscriber that matches gets it. */
    TOPIC("topic");

    private final String text;

    PublishTo(String text) {
        this.text = text;
    }

    /** As it is written in the file. */
    @Override
    public String toString() {
        return text;
    }
}
