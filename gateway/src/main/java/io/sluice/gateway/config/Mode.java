/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

/** The way by which readings leave the gateway. */
public enum Mode {
    /** The gateway puts records into Firehose itself. */
    DIRECT("direct"),

    /** A topic rule of AWS IoT Core puts them there. */
    IOT_RULE("iot-rule");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    /** As it is written in the file. */
    @Override
    public String toString() {
        return text;
    }
}
