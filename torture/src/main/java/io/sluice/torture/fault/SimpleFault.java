/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.torture.account.Bite;
import io.sluice.torture.system.TortureSystem;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** A fault made of functions. */
record SimpleFault(String name, Function<TortureSystem, Optional<String>> obstacle, Strike action)
        implements Fault {

    /** What happens. */
    interface Strike {
        void strike(TortureSystem system, Random chance, Bite bite);
    }

    static Fault of(String name, Strike action) {
        return new SimpleFault(name, system -> Optional.empty(), action);
    }

    /** One that is possible only where something holds. */
    static Fault where(
            Function<TortureSystem, Boolean> holds, String otherwise, String name, Strike action) {
        return new SimpleFault(
                name,
                system -> holds.apply(system) ? Optional.empty() : Optional.of(otherwise),
                action);
    }

    @Override
    public Optional<String> impossible(TortureSystem system) {
        return obstacle.apply(system);
    }

    @Override
    public void strike(TortureSystem system, Random chance, Bite bite) {
        action.strike(system, chance, bite);
    }
}
