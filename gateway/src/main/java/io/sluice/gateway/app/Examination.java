/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.config.Slot;
import io.sluice.gateway.firehose.FirehoseConnection;
import io.sluice.gateway.firehose.StreamInspector;
import io.sluice.gateway.source.BrokerProbe;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Everything that can be known before the gateway runs: looks, changes nothing but an empty data
 * directory.
 */
public final class Examination {

    private Examination() {}

    /**
     * One thing that was looked at.
     *
     * @param subject what, such as {@code stream sluice-telemetry}
     * @param problem what is wrong and what to do, or empty
     * @param note what is worth knowing though nothing is wrong in the mode in force, or empty
     */
    public record Finding(String subject, Optional<String> problem, Optional<String> note) {

        Finding(String subject, Optional<String> problem) {
            this(subject, problem, Optional.empty());
        }

        static Finding well(String subject) {
            return new Finding(subject, Optional.empty());
        }

        static Finding problem(String subject, String problem) {
            return new Finding(subject, Optional.of(problem));
        }

        static Finding note(String subject, String note) {
            return new Finding(subject, Optional.empty(), Optional.of(note));
        }
    }

    /**
     * Looks at the data directory, the broker, each stream, AWS IoT Core and each rule, in this
     * order.
     */
    public static List<Finding> of(GatewayConfig wanted) throws InterruptedException {
        GatewayConfig config = Slot.isIn(wanted.dataDirectory()) ? wanted.atSlot(0) : wanted;
        List<Finding> findings = new ArrayList<>();
        findings.add(
                new Finding(
                        "data directory " + config.dataDirectory(),
                        dataDirectory(config.dataDirectory())));
        findings.add(
                new Finding(
                        "broker " + config.source().broker(),
                        BrokerProbe.problemOf(config.source())));
        TreeSet<String> streams = new TreeSet<>();
        config.routes().stream().map(RouteConfig::stream).forEach(streams::add);
        try (FirehoseConnection firehose = FirehoseConnection.open(config.aws(), 1)) {
            StreamInspector inspector = firehose.inspector();
            for (String stream : streams) {
                findings.add(
                        new Finding(
                                "stream " + stream + " in " + config.aws().region(),
                                inspector.problemOf(stream)));
            }
        }
        findings.addAll(RuleExamination.of(config));
        return findings;
    }

    private static Optional<String> dataDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".check", null));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "cannot be written ("
                            + Reason.of(e)
                            + "); set dataDirectory to a folder that this user may write");
        }
    }
}
