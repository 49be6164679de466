/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.cli;

import io.sluice.simulator.firehose.StreamTarget;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A delivery stream to put readings into. */
final class StreamFlags {

    @Option(
            names = "--to",
            paramLabel = "firehose://STREAM",
            description = "put readings straight into this delivery stream, without MQTT")
    private @Nullable String to;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "with --to: where Firehose is reached (default: AWS)")
    private @Nullable String endpointUrl;

    @Option(
            names = "--region",
            description = "with --to: AWS region (default: environment or profile)")
    private @Nullable String region;

    boolean isGiven() {
        return to != null;
    }

    StreamTarget target() {
        return StreamTarget.parse(
                String.valueOf(to), Optional.ofNullable(endpointUrl), Optional.ofNullable(region));
    }
}
