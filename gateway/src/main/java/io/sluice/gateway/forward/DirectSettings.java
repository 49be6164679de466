/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.pack.PackingLimits;
import io.sluice.gateway.pack.Separator;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How readings become records and calls on the direct way.
 *
 * @param packing how far records are filled
 * @param separator what follows each reading
 * @param maxBatchRecords records in one call, 1 to 500
 * @param maxBatchBytes bytes in one call, at most 4 MiB
 * @param linger how long a reading may wait for others
 * @param quiet leave sooner when nothing has come for so long; null to wait for {@code linger}
 *     always. With broker durability the broker sends nothing more while its window is full of
 *     readings that wait here
 * @param concurrency calls under way at once
 */
public record DirectSettings(
        PackingLimits packing,
        Separator separator,
        int maxBatchRecords,
        long maxBatchBytes,
        Duration linger,
        @Nullable Duration quiet,
        int concurrency) {}
