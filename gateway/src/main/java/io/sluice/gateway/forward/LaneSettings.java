/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.pack.PackingLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one lane works.
 *
 * @param route the route's name: names the lane, its threads and its cursor
 * @param stream the delivery stream it leads to
 * @param filter which messages it takes
 * @param packing how far records are filled
 * @param maxBatchRecords records in one call, 1 to 500
 * @param maxBatchBytes bytes in one call, at most 4 MiB
 * @param linger how long a reading may wait for others
 * @param quiet leave sooner when nothing has come for so long; null to wait for {@code linger}
 *     always. With broker durability the broker sends nothing more while its window is full of
 *     readings that wait here
 * @param concurrency calls under way at once
 * @param backoff between attempts
 */
public record LaneSettings(
        String route,
        String stream,
        TopicFilter filter,
        PackingLimits packing,
        int maxBatchRecords,
        long maxBatchBytes,
        Duration linger,
        @Nullable Duration quiet,
        int concurrency,
        Backoff backoff) {}
