/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.benchmarks.reading.SizedReadings;
import io.sluice.gateway.Main;
import io.sluice.processes.ChildProcess;
import io.sluice.toolkit.DataSize;
import io.sluice.toolkit.Durations;
import io.sluice.toolkit.LongLivedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code sluice run} as a process of its own, with nothing that slows it down. */
final class GatewayProcess {

    /** What the launcher gives to {@code sluice run}. */
    static final String HEAP = "256m";

    private static final DataSize SPOOL_BOUND = DataSize.parse("64GiB");

    /** An outage of a while: attempts are as rare from its beginning as they are at last. */
    private static final String RETRY = "{initialDelay: 2s, maxDelay: 2s}";

    private GatewayProcess() {}

    /** Returns at once. */
    static ChildProcess start(
            Scenario scenario,
            Variation variation,
            String clientId,
            Broker broker,
            Firehose firehose,
            Path folder) {
        String text =
                """
                dataDirectory: %s
                source: {broker: '%s', clientId: %s, receiveMaximum: %d, protocol: %s}
                spool: {durability: %s, maxBytes: %s}
                routes:
                %s
                aws: {region: eu-west-1, endpoint: '%s', accessKeyId: local, secretAccessKey: local}
                firehose: {pace: {enabled: false}%s}
                admin: {port: 0}
                """
                        .formatted(
                                folder.resolve("gateway"),
                                broker.uri(),
                                clientId,
                                scenario.gateway().receiveMaximum(),
                                scenario.protocol(),
                                variation.durability(),
                                spoolBound(scenario.load()),
                                routes(scenario, variation),
                                firehose.endpoint(),
                                scenario.load().flow() == FlowKind.GROWTH
                                        ? ", retry: " + RETRY
                                        : "");
        Path config = folder.resolve("gateway.yaml");
        try {
            Files.writeString(config, text);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + config, e);
        }
        List<String> options = new ArrayList<>(firehose.clientOptions());
        options.addAll(scenario.gateway().javaOptions());
        return start(variation.launcher(), options, config, folder);
    }

    /** Nothing that is measured fills it. */
    private static DataSize spoolBound(Load load) {
        return Collections.max(List.of(SPOOL_BOUND, SpoolRoom.needed(load)));
    }

    private static String routes(Scenario scenario, Variation variation) {
        List<String> routes = new ArrayList<>();
        for (String filter : SizedReadings.filters(variation.routes())) {
            String rule =
                    variation.sql() == null ? "" : ", rule: {sql: \"" + variation.sql() + "\"}";
            routes.add(
                    "  - {name: benchmark-%d, filter: '%s', stream: %s, linger: %s%s}"
                            .formatted(
                                    routes.size(),
                                    filter,
                                    Firehose.STREAM,
                                    Durations.format(scenario.linger()),
                                    rule));
        }
        return String.join("\n", routes);
    }

    private static ChildProcess start(
            @Nullable Path launcher, List<String> options, Path config, Path folder) {
        if (launcher == null) {
            List<String> asLaunched = new ArrayList<>(LongLivedJvm.smallHeap());
            asLaunched.addAll(options);
            return ChildProcess.startJava(
                    "gateway",
                    folder,
                    HEAP,
                    asLaunched,
                    Main.class,
                    "run",
                    "--config",
                    config.toString());
        }
        // the launcher becomes the JVM, so the process is the gateway's
        return ChildProcess.start(
                "gateway",
                folder,
                List.of(launcher.toString(), "run", "--config", config.toString()),
                Map.of("SLUICE_JAVA_OPTS", String.join(" ", options), "SLUICE_NO_BUILD", "1"));
    }
}
