/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.torture.account.Bite;
import io.sluice.torture.system.TortureSystem;
import java.util.Optional;
import java.util.Random;

/** Something that goes wrong, and is well again when {@link #strike} returns. */
public interface Fault {

    /** As people name it: {@code broker-kill}. */
    String name();

    /** Why it cannot be made in this run or on this machine; empty if it can. */
    default Optional<String> impossible(TortureSystem system) {
        return Optional.empty();
    }

    /**
     * Makes it happen, and mends it. Readings flow all the time.
     *
     * @param chance for all that is left to chance; the same seed gives the same story
     * @param bite is told what happened
     */
    void strike(TortureSystem system, Random chance, Bite bite);
}
