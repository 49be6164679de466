/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

/** What must have happened before a reading is acknowledged to the broker. */
public enum Durability {
    /** It is on the gateway's disk, synced. */
    DISK("disk"),

    /** Firehose has accepted it; until then the broker holds it. */
    BROKER("broker");

    private final String text;

    Durability(String text) {
        this.text = text;
    }

    /** As it is written in the file. */
    @Override
    public String toString() {
        return text;
    }
}
