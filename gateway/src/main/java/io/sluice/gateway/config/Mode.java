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

    /**
     * The mode of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Mode of(String text) {
        for (Mode mode : values()) {
            if (mode.text.equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "there is no mode '" + text + "'; there are direct and iot-rule");
    }

    /** As it is written in the file. */
    @Override
    public String toString() {
        return text;
    }
}
