/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.system;

import io.sluice.torture.system.BrokerProcess.Kind;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is put under torture.
 *
 * @param rate readings a second
 * @param mode {@code direct} or {@code iot-rule}: what the gateway begins with
 * @param durability {@code disk} or {@code broker}
 * @param broker which broker
 * @param network whether the gateway's connections go through proxies that can fail
 * @param debug whether the gateway can be stopped at chosen points of its code
 * @param outage how long a long outage lasts
 * @param folder where everything is kept
 */
public record Options(
        int rate,
        String mode,
        String durability,
        Kind broker,
        boolean network,
        boolean debug,
        Duration outage,
        Path folder) {

    /** Whether the gateway has a spool on disk. */
    public boolean hasSpool() {
        return "disk".equals(durability);
    }
}
