/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.pack.PackingLimits;
import io.sluice.gateway.pack.Separator;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.gateway.time.ManualTicker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Readings, parcels and settings for tests. */
final class Readings {

    static final LaneSettings LANE = lane("telemetry", "sensors/#");

    private Readings() {}

    static LaneSettings lane(String route, String filter) {
        return new LaneSettings(
                route,
                route + "-stream",
                TopicFilter.of(filter),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8)));
    }

    static DirectSettings direct(
            int maxReadings, int maxBatchRecords, Duration linger, @Nullable Duration quiet) {
        return new DirectSettings(
                new PackingLimits(maxReadings, 1_024_000),
                Separator.NEWLINE,
                maxBatchRecords,
                1_000_000,
                linger,
                quiet,
                1);
    }

    static SpooledMessage reading(int number, String text) {
        return new SpooledMessage(
                new SpoolPosition(100L * number),
                100,
                "sensors/a",
                Payload.ofUtf8(text),
                Qos.AT_LEAST_ONCE,
                false,
                MessageProperties.NONE,
                ManualTicker.START);
    }

    static InboundMessage message(String topic, String text, Qos qos, Receipt receipt) {
        return new InboundMessage(
                topic,
                Payload.ofUtf8(text),
                qos,
                false,
                MessageProperties.NONE,
                ManualTicker.START,
                receipt);
    }
}
