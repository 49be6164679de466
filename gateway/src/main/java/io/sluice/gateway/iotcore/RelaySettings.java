/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How the relay works.
 *
 * @param endpoint where AWS IoT Core is, asked before each connection; may fail with {@link
 *     IotCoreException}
 * @param clientIdPrefix what client ids begin with; {@code -} and a number follow
 * @param maxConnections the most connections at once
 * @param acknowledgeTimeout without a PUBACK for so long a connection is given up
 * @param firstPause before connecting again, doubled at each failure
 * @param longestPause before connecting again
 */
public record RelaySettings(
        Supplier<Endpoint> endpoint,
        String clientIdPrefix,
        int maxConnections,
        Duration acknowledgeTimeout,
        Duration firstPause,
        Duration longestPause) {}
