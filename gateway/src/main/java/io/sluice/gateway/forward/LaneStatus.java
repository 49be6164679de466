/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a lane does now.
 *
 * @param route its route
 * @param stream where it leads
 * @param state {@code flowing}, {@code retrying}, {@code blocked} (somebody must act) or {@code
 *     dead}
 * @param failure the last failure since something was delivered, or null
 * @param bytesBehind bytes of the spool that wait for this lane or are under way
 * @param recordsUnderWay records that were read and are not accepted yet
 * @param oldestReceivedAt when the oldest reading came that is under way, or null if none is
 */
public record LaneStatus(
        String route,
        String stream,
        String state,
        @Nullable Failure failure,
        long bytesBehind,
        int recordsUnderWay,
        @Nullable Instant oldestReceivedAt) {}
