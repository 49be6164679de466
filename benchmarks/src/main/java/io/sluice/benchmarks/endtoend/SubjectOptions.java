/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is measured, and how that is set up. */
final class SubjectOptions {

    private static final int MOST_IN_FLIGHT = 65_535;

    @Option(
            names = "--vs",
            paramLabel = "SUBJECT",
            split = ",",
            description =
                    "what the gateway is measured beside, in turns, separated by commas:"
                            + " ${COMPLETION-CANDIDATES} (subscriber, with --flow growth none;"
                            + " docs/benchmarks.md says what they are)")
    private @Nullable List<SubjectKind> others;

    @Option(
            names = "--durability",
            paramLabel = "D",
            defaultValue = "disk",
            description = "of the gateway: disk or broker (${DEFAULT-VALUE})")
    private String durability = "disk";

    @Option(
            names = "--protocol",
            paramLabel = "P",
            defaultValue = "mqtt3.1.1",
            description =
                    "mqtt5 or mqtt3.1.1, of gateway and subscriber (${DEFAULT-VALUE};"
                            + " docs/benchmarks.md says why); the bridges' is 3.1.1")
    private String protocol = "mqtt3.1.1";

    @Option(
            names = "--linger",
            paramLabel = "TIME",
            defaultValue = "100ms",
            description = "how long an unfilled record or batch waits (${DEFAULT-VALUE})")
    private Duration linger = Duration.ZERO;

    @Option(
            names = "--receive-maximum",
            paramLabel = "N",
            defaultValue = "4096",
            description =
                    "readings that the broker may send ahead of the gateway's acknowledgements"
                            + " (${DEFAULT-VALUE}, the gateway's own default)")
    private int receiveMaximum;

    @Option(
            names = "--subscriber-receive-maximum",
            paramLabel = "N",
            defaultValue = "65535",
            description = "the same for subscriber and bridges (${DEFAULT-VALUE}, MQTT's most)")
    private int subscriberReceiveMaximum;

    @Option(
            names = "--gateway-java-option",
            paramLabel = "OPTION",
            description =
                    "further option for the gateway's JVM, repeatable, such as"
                            + " -XX:StartFlightRecording=filename=gateway.jfr,settings=profile")
    private List<String> gatewayOptions = List.of();

    @Option(
            names = "--bridge-java-option",
            paramLabel = "OPTION",
            description =
                    "further option for the bridges' JVM, repeatable, such as -XX:+UseSerialGC")
    private List<String> bridgeOptions = List.of();

    @Option(
            names = "--other-gateway",
            paramLabel = "PROGRAM",
            description =
                    "--vs other: the sluice of another checkout, built; or this one, to measure what its"
                            + " launcher adds")
    private @Nullable Path otherLauncher;

    /**
     * How the gateway is set up.
     *
     * @throws IllegalArgumentException if that cannot be; the message names the option
     */
    GatewaySettings gateway() {
        Checks.atLeast("--receive-maximum", receiveMaximum, 1);
        Checks.atMost("--receive-maximum", receiveMaximum, MOST_IN_FLIGHT);
        Checks.that(
                List.of("disk", "broker").contains(durability),
                "--durability is disk or broker, not '" + durability + "'");
        Path launcher = otherLauncher;
        if (others != null && others.contains(SubjectKind.OTHER)) {
            Checks.that(
                    launcher != null && Files.isExecutable(launcher),
                    "--vs other needs --other-gateway, the path of a sluice");
        }
        return new GatewaySettings(
                durability,
                receiveMaximum,
                List.copyOf(gatewayOptions),
                launcher == null ? null : launcher.toAbsolutePath());
    }

    String protocol() {
        Checks.that(
                List.of(Scenario.MQTT5, "mqtt3.1.1").contains(protocol),
                "--protocol is mqtt5 or mqtt3.1.1, not '" + protocol + "'");
        return protocol;
    }

    Duration linger() {
        return linger;
    }

    int subscriberReceiveMaximum() {
        Checks.atLeast("--subscriber-receive-maximum", subscriberReceiveMaximum, 1);
        Checks.atMost("--subscriber-receive-maximum", subscriberReceiveMaximum, MOST_IN_FLIGHT);
        return subscriberReceiveMaximum;
    }

    List<String> bridgeOptions() {
        return List.copyOf(bridgeOptions);
    }

    /** What the gateway is measured beside. */
    Set<SubjectKind> others(FlowKind flow) {
        Set<SubjectKind> kinds = EnumSet.noneOf(SubjectKind.class);
        if (others != null) {
            kinds.addAll(others);
        } else {
            kinds.add(flow == FlowKind.GROWTH ? SubjectKind.NONE : SubjectKind.SUBSCRIBER);
        }
        return kinds;
    }

    /** What is measured, in turns. */
    List<Subject> subjects(Scenario scenario) {
        List<Subject> subjects = new ArrayList<>();
        GatewaySettings gateway = scenario.gateway();
        subjects.add(new GatewaySubject(scenario, Variation.none(gateway.durability())));
        for (SubjectKind kind : others(scenario.load().flow())) {
            switch (kind) {
                case SUBSCRIBER -> subjects.add(new SubscriberSubject(scenario));
                case BRIDGE -> subjects.add(new BridgeSubject(scenario, true));
                case BRIDGE_SINGLE -> subjects.add(new BridgeSubject(scenario, false));
                case GATEWAY_BROKER ->
                        subjects.add(new GatewaySubject(scenario, Variation.broker()));
                case GATEWAY_SQL ->
                        subjects.add(
                                new GatewaySubject(scenario, Variation.sql(gateway.durability())));
                case GATEWAY_8_ROUTES ->
                        subjects.add(
                                new GatewaySubject(
                                        scenario, Variation.eightRoutes(gateway.durability())));
                case OTHER ->
                        subjects.add(
                                new GatewaySubject(
                                        scenario,
                                        Variation.other(
                                                gateway.durability(),
                                                Objects.requireNonNull(gateway.otherLauncher()))));
                case NONE -> {}
            }
        }
        return subjects;
    }
}
