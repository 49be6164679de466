/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

/** What options must be like. */
final class Checks {

    private Checks() {}

    static void that(boolean so, String otherwise) {
        if (!so) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static void atLeast(String option, int value, int least) {
        that(value >= least, option + " must be at least " + least + ", not " + value);
    }

    static void atMost(String option, int value, int most) {
        that(value <= most, option + " must be at most " + most + ", not " + value);
    }
}
