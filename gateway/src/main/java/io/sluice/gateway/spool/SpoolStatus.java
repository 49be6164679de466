/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import org.jspecify.annotations.Nullable;

/**
 * What the spool holds.
 *
 * @param heldBytes bytes on disk (or in memory, with broker durability), at most {@code maxBytes}
 *     and one segment
 * @param maxBytes the bound
 * @param unsettledMessages appended, and their receipts not settled yet
 * @param pausedBecause why nothing is being settled now, in words for the operator, or null if all
 *     is well
 * @param hasEnded whether only a restart of the gateway ends that pause
 */
public record SpoolStatus(
        long heldBytes,
        long maxBytes,
        long unsettledMessages,
        @Nullable String pausedBecause,
        boolean hasEnded) {}
