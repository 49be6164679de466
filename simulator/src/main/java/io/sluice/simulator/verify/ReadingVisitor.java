/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Is told what an object holds. */
public interface ReadingVisitor {

    /**
     * A reading.
     *
     * @param measuredAt its {@code ts}; null if it has none, or none that is a time in ISO 8601
     */
    void reading(String device, long seq, @Nullable Instant measuredAt);

    /** Something else: a JSON value without device and number, or a line that is not JSON. */
    void unrecognised();
}
