/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

/** What becomes of a reading that the rule's action has failed for. */
public enum OnRuleError {
    /** Into quarantine, where an operator sees it and can replay it. */
    QUARANTINE("quarantine"),

    /** Back into the spool, to be sent again by the mode that is then in force. */
    SPOOL("spool");

    private final String text;

    OnRuleError(String text) {
        this.text = text;
    }

    /** As it is written in the file. */
    @Override
    public String toString() {
        return text;
    }
}
