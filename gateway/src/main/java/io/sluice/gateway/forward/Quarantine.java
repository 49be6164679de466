/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

/** Keeps readings that cannot be delivered until somebody looks at them. Any thread. */
public interface Quarantine {

    /**
     * Stores a dead letter; when this returns it is on disk.
     *
     * @throws QuarantineException if it cannot be stored now: full, or the disk refuses
     */
    void store(DeadLetter letter);
}
