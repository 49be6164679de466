/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a lane does now.
 *
 * @param route its route
 * @param stream where it leads
 * @param state {@code flowing}, {@code retrying}, {@code blocked} (somebody must act) or {@code
 *     dead}
 * @param failure what is wrong now, or null
 * @param failingFor how long the stream has taken nothing, though it was asked to; zero if it takes
 * @param bytesBehind bytes of the spool that wait for this lane or are under way
 * @param recordsUnderWay records that were read and are not accepted yet
 * @param oldestReceivedAt when the oldest reading came that is under way, or null if none is
 */
public record LaneStatus(
        String route,
        String stream,
        String state,
        @Nullable Failure failure,
        Duration failingFor,
        long bytesBehind,
        int recordsUnderWay,
        @Nullable Instant oldestReceivedAt) {

    /**
     * A stream that takes nothing for so long is no hiccup: the gateway is not ready, though it
     * keeps everything and goes on trying.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Why readings do not flow through this lane, in words, or empty if they do. */
    public Optional<String> problem() {
        String what =
                switch (state) {
                    case "blocked", "dead" -> "is " + state;
                    case "retrying" ->
                            failingFor.compareTo(PATIENCE) < 0
                                    ? null
                                    : "has delivered nothing for " + failingFor.toSeconds() + " s";
                    default -> null;
                };
        return what == null
                ? Optional.empty()
                : Optional.of(
                        "route "
                                + route
                                + " to stream "
                                + stream
                                + " "
                                + what
                                + (failure == null ? "" : ": " + failure.message()));
    }
}
