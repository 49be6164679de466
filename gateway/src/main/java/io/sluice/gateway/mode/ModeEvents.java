/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mode;

import io.sluice.gateway.config.Mode;

/** What a switch tells of itself; must not block. */
public interface ModeEvents {

    /** Tells nobody. */
    ModeEvents NONE = new ModeEvents() {};

    /** A step of a switch begins. */
    default void step(Mode from, Mode to, SwitchStep step) {}

    /** The switch is complete; so many stretches of the log were under way and may come twice. */
    default void switched(Mode from, Mode to, int unsettled, long millis) {}

    /** The switch was refused; the old mode stays in force. */
    default void refused(Mode from, Mode to, String reason) {}

    /** Something of the other mode could not be ended; the switch is complete all the same. */
    default void untidy(Mode inForce, String reason) {}
}
