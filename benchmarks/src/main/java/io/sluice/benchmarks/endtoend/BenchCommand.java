/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints how fast the gateway is beside a subscriber that does nothing, and what it costs. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures the gateway against a subscriber that does nothing, in turns, from one run"
                        + " on this machine: throughput, CPU, memory, and what Firehose would bill.",
        footer = {"", "docs/benchmarks.md tells the method and what limits it."})
public final class BenchCommand implements Callable<Integer> {

    private static final int MOST_PAYLOAD_BYTES = 1_000_000;
    private static final int MOST_IN_FLIGHT = 65_535;

    @Spec private CommandSpec spec;

    @Option(
            names = "--flow",
            paramLabel = "FLOW",
            defaultValue = "live",
            description =
                    "live: the readings are being published meanwhile; backlog: they wait in the"
                            + " broker (${DEFAULT-VALUE})")
    private FlowKind flow = FlowKind.LIVE;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1",
            description = "live: connections that publish (${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--ahead",
            paramLabel = "N",
            defaultValue = "50000",
            description =
                    "live: readings that the publisher may be ahead of what is measured; then it"
                            + " waits (${DEFAULT-VALUE})")
    private int ahead;

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "300000",
            description = "readings in the measured window (${DEFAULT-VALUE})")
    private int readings;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "150000",
            description =
                    "readings each process takes before the clock starts, while the JVM compiles"
                            + " (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--payload-bytes",
            paramLabel = "B",
            defaultValue = "200",
            description = "size of a reading (${DEFAULT-VALUE})")
    private int payloadBytes;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description = "how often each is measured, in turns (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--broker",
            paramLabel = "BROKER",
            defaultValue = "mosquitto",
            description = "mosquitto or embedded (${DEFAULT-VALUE})")
    private BrokerKind broker = BrokerKind.MOSQUITTO;

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
                    "mqtt5 or mqtt3.1.1, of both (${DEFAULT-VALUE}; docs/benchmarks.md says why)")
    private String protocol = "mqtt3.1.1";

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
            description =
                    "the same for the subscriber that does nothing (${DEFAULT-VALUE}, MQTT's most)")
    private int subscriberReceiveMaximum;

    @Option(
            names = "--gateway-java-option",
            paramLabel = "OPTION",
            description =
                    "further option for the gateway's JVM, repeatable, such as"
                            + " -XX:StartFlightRecording=filename=gateway.jfr,settings=profile")
    private List<String> gatewayOptions = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "folder on the disk to measure, for the spool among others; what is put there is"
                            + " removed (default: the system's temporary folder)")
    private @Nullable Path data;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the results as JSON too")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        check();
        Path folder = temporaryFolder();
        try {
            measure(scenario(folder));
        } finally {
            Rounds.delete(folder);
        }
        return ExitCodes.OK;
    }

    private void measure(Scenario scenario) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Machine machine = Machine.here(scenario.data());
        out.println(machine);
        out.printf(
                "%s flow, %,d readings of %d B at QoS 1 (after %,d to warm up), broker %s, %s, durability"
                        + " %s, %d rounds%n%n",
                scenario.flow(),
                scenario.readings(),
                scenario.payloadBytes(),
                scenario.warmUp(),
                scenario.broker(),
                scenario.protocol(),
                scenario.durability(),
                scenario.rounds());
        out.flush();
        Subject subscriber = new SubscriberSubject(scenario);
        Subject gateway = new GatewaySubject(scenario);
        Results results =
                new Rounds(
                                scenario,
                                line -> {
                                    err.println(line);
                                    err.flush();
                                })
                        .run(List.of(subscriber, gateway));
        out.print(results.table(subscriber, gateway));
        out.flush();
        if (json != null) {
            ObjectNode all = results.json();
            all.put("throughputRatio", results.throughputRatio(gateway, subscriber));
            all.set("machine", machine.json());
            all.set("scenario", json(scenario));
            write(json, all);
        }
    }

    private void check() {
        requireAtLeast("--connections", connections, 1);
        requireAtLeast("--ahead", ahead, 1);
        requireAtLeast("--readings", readings, 1);
        requireAtLeast("--warm-up", warmUp, 1);
        requireAtLeast("--payload-bytes", payloadBytes, 1);
        requireAtLeast("--rounds", rounds, 1);
        requireAtLeast("--receive-maximum", receiveMaximum, 1);
        requireAtLeast("--subscriber-receive-maximum", subscriberReceiveMaximum, 1);
        if (payloadBytes > MOST_PAYLOAD_BYTES) {
            throw usage("--payload-bytes " + payloadBytes + " is above " + MOST_PAYLOAD_BYTES);
        }
        if (Math.max(receiveMaximum, subscriberReceiveMaximum) > MOST_IN_FLIGHT) {
            throw usage("a receive-maximum is at most " + MOST_IN_FLIGHT);
        }
        if (!List.of("disk", "broker").contains(durability)) {
            throw usage("--durability is disk or broker, not '" + durability + "'");
        }
        if (!List.of(Scenario.MQTT5, "mqtt3.1.1").contains(protocol)) {
            throw usage("--protocol is mqtt5 or mqtt3.1.1, not '" + protocol + "'");
        }
        if (broker == BrokerKind.MOSQUITTO && Broker.mosquitto().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "there is no mosquitto on this machine: measuring with the embedded broker"
                            + " (Debian: apt-get install mosquitto)");
            err.flush();
            broker = BrokerKind.EMBEDDED;
        }
    }

    private void requireAtLeast(String option, int value, int least) {
        if (value < least) {
            throw usage(option + " must be at least " + least + ", not " + value);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Path temporaryFolder() {
        try {
            if (data == null) {
                return Files.createTempDirectory("sluice-bench-");
            }
            Files.createDirectories(data);
            return Files.createTempDirectory(data.toAbsolutePath(), "sluice-bench-");
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot write to " + data + " (" + e.getMessage() + "); choose another --data",
                    e);
        }
    }

    private Scenario scenario(Path folder) {
        return new Scenario(
                flow,
                connections,
                ahead,
                readings,
                warmUp,
                payloadBytes,
                rounds,
                broker,
                protocol,
                durability,
                receiveMaximum,
                subscriberReceiveMaximum,
                List.copyOf(gatewayOptions),
                folder);
    }

    private static ObjectNode json(Scenario scenario) {
        return new ObjectMapper()
                .createObjectNode()
                .put("flow", scenario.flow().toString())
                .put("connections", scenario.connections())
                .put("ahead", scenario.ahead())
                .put("readings", scenario.readings())
                .put("warmUp", scenario.warmUp())
                .put("payloadBytes", scenario.payloadBytes())
                .put("rounds", scenario.rounds())
                .put("broker", scenario.broker().toString())
                .put("protocol", scenario.protocol())
                .put("durability", scenario.durability())
                .put("gatewayReceiveMaximum", scenario.gatewayReceiveMaximum())
                .put("subscriberReceiveMaximum", scenario.subscriberReceiveMaximum());
    }

    private static void write(Path file, ObjectNode json) {
        try {
            Files.writeString(file, json.toPrettyString() + "\n");
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot write " + file + " (" + e.getMessage() + "); choose another --json", e);
        }
    }
}
