/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway is set up.
 *
 * @param durability {@code disk} or {@code broker}, as in its configuration
 * @param receiveMaximum how many readings the broker may send ahead of its acknowledgements
 * @param javaOptions further options for its JVM
 * @param otherLauncher the {@code sluice} of another checkout, where that is measured too
 */
record GatewaySettings(
        String durability,
        int receiveMaximum,
        List<String> javaOptions,
        @Nullable Path otherLauncher) {}
