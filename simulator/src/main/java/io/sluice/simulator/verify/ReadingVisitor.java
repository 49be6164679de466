/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

/** Is told what an object holds. */
interface ReadingVisitor {

    /** A reading. */
    void reading(String device, long seq);

    /** Something else: a JSON value without device and number, or a line that is not JSON. */
    void unrecognised();
}
