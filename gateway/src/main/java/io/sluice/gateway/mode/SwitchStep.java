/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mode;

import java.util.Locale;

/** The steps of a switch, in their order. */
public enum SwitchStep {
    /** The way ahead is looked at; if it is not good, the switch is refused. */
    EXAMINE,
    /** What the way ahead needs is made ready, such as the rule enabled. */
    PREPARE,
    /** What is under way on the old way comes to its end. */
    SETTLE,
    /** The choice is stored: from here on a crash ends in the new mode. */
    STORE,
    /** Lanes go on by the new way. */
    GO_ON,
    /** What only the old way needed is ended. */
    TIDY_UP;

    /** As logs and status show it, such as {@code go-on}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
