/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

/** A way of measuring a subject. */
interface Flow {

    /** Starts what is missing on a stage that has a broker, and measures; ends nothing. */
    Sample measure(Stage stage) throws InterruptedException;
}
