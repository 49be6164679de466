/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.gateway.config.Durability;
import io.sluice.gateway.config.Mode;
import io.sluice.simulator.fleet.Workload;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is started with.
 *
 * @param folder where everything is kept
 * @param workload what the devices do
 * @param mode how readings leave the gateway
 * @param durability when the gateway acknowledges
 * @param ports where the parts listen
 * @param template what is deployed; null for the project's own
 */
record DemoOptions(
        DemoFolder folder,
        Workload workload,
        Mode mode,
        Durability durability,
        DemoPorts ports,
        @Nullable Path template) {}
