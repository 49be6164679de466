/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Durations;
import io.sluice.toolkit.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints how fast the gateway is, beside something else, and what it costs. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures the gateway beside something else, in turns, from one run on this machine:"
                        + " throughput, CPU, memory, latency, and what Firehose would bill.",
        footer = {"", "docs/benchmarks.md tells the method and what limits it."})
public final class BenchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private LoadOptions load = new LoadOptions();

    @Mixin private SubjectOptions subjects = new SubjectOptions();

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description = "how often each is measured, in turns (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--broker",
            paramLabel = "BROKER",
            description =
                    "mosquitto, embedded, or generator: none, what publishes plays the broker"
                            + " (mosquitto; with --flow growth generator)")
    private @Nullable BrokerKind broker;

    @Option(
            names = "--firehose",
            paramLabel = "FIREHOSE",
            defaultValue = "counting",
            description =
                    "counting: accepts and counts, over TLS; local-aws: the local AWS, over plain"
                            + " HTTP (${DEFAULT-VALUE})")
    private FirehoseKind firehose = FirehoseKind.COUNTING;

    @Option(names = "--plain", description = "no TLS to Firehose")
    private boolean plain;

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
        BrokerKind chosen = chooseBroker();
        Path folder = temporaryFolder();
        try {
            Scenario scenario = scenario(chosen, folder);
            if (scenario.load().flow() == FlowKind.GROWTH) {
                SpoolRoom.require(scenario);
            }
            measure(scenario);
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
        out.println(title(scenario));
        out.println();
        out.flush();
        Rounds all =
                new Rounds(
                        scenario,
                        line -> {
                            err.println(line);
                            err.flush();
                        });
        Results results = all.run(subjects.subjects(scenario));
        out.print(results.table());
        out.flush();
        if (json != null) {
            ObjectNode document = results.json();
            document.set("machine", machine.json());
            document.set("scenario", json(scenario));
            write(json, document);
        }
    }

    private static String title(Scenario scenario) {
        Load load = scenario.load();
        String readings =
                String.format(
                        Locale.ROOT,
                        "%,d readings of %,d B at QoS %d%s%s (after %,d to warm up), ",
                        load.readings(),
                        load.payloadBytes(),
                        load.qos(),
                        load.flow() == FlowKind.RATE ? ", " + load.rate() + "/s" : "",
                        load.flow() == FlowKind.GROWTH
                                ? String.format(
                                        Locale.ROOT, " with %,d in the spool", load.spooled())
                                : "",
                        load.warmUp());
        return String.format(
                Locale.ROOT,
                "%s flow, %sbroker %s, %s, Firehose %s%s, linger %s, %d rounds",
                load.flow(),
                load.flow() == FlowKind.START ? "" : readings,
                scenario.broker(),
                scenario.protocol(),
                scenario.firehose(),
                scenario.tls() ? " over TLS" : "",
                Durations.format(scenario.linger()),
                scenario.rounds());
    }

    private BrokerKind chooseBroker() {
        BrokerKind wanted = broker;
        if (wanted == null) {
            wanted = load.flow() == FlowKind.GROWTH ? BrokerKind.GENERATOR : BrokerKind.MOSQUITTO;
        }
        if (wanted == BrokerKind.MOSQUITTO && Broker.mosquitto().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "there is no mosquitto on this machine: measuring with the embedded broker"
                            + " (Debian: apt-get install mosquitto)");
            err.flush();
            return BrokerKind.EMBEDDED;
        }
        return wanted;
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

    private Scenario scenario(BrokerKind broker, Path folder) {
        try {
            Checks.atLeast("--rounds", rounds, 1);
            Load chosen = load.load();
            Checks.that(
                    broker != BrokerKind.GENERATOR || chosen.flow() != FlowKind.BACKLOG,
                    "--flow backlog needs a broker: the generator keeps nothing");
            if (chosen.flow() == FlowKind.GROWTH) {
                checkGrowth(broker);
            }
            Checks.that(
                    firehose == FirehoseKind.COUNTING
                            || !subjects.others(chosen.flow()).contains(SubjectKind.GATEWAY_SQL),
                    "--vs gateway-sql needs --firehose counting, which counts readings of any size");
            return new Scenario(
                    chosen,
                    broker,
                    subjects.protocol(),
                    firehose,
                    firehose == FirehoseKind.COUNTING && !plain,
                    subjects.linger(),
                    subjects.gateway(),
                    subjects.subscriberReceiveMaximum(),
                    subjects.bridgeOptions(),
                    rounds,
                    folder);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void checkGrowth(BrokerKind broker) {
        Checks.that(
                broker == BrokerKind.GENERATOR,
                "--flow growth needs --broker generator, which sees what the gateway acknowledges");
        Checks.that(
                subjects.gateway().durability().equals("disk"),
                "--flow growth needs --durability disk: nothing is spooled otherwise");
        Checks.that(
                SubjectKind.SPOOLING.containsAll(subjects.others(FlowKind.GROWTH)),
                "--flow growth measures only what has a spool: --vs " + SubjectKind.SPOOLING);
    }

    private static ObjectNode json(Scenario scenario) {
        Load load = scenario.load();
        return new ObjectMapper()
                .createObjectNode()
                .put("flow", load.flow().toString())
                .put("rate", load.rate())
                .put("connections", load.connections())
                .put("spooled", load.spooled())
                .put("ahead", load.ahead())
                .put("readings", load.readings())
                .put("warmUp", load.warmUp())
                .put("payloadBytes", load.payloadBytes())
                .put("qos", load.qos())
                .put("rounds", scenario.rounds())
                .put("broker", scenario.broker().toString())
                .put("protocol", scenario.protocol())
                .put("firehose", scenario.firehose().toString())
                .put("tls", scenario.tls())
                .put("linger", Durations.format(scenario.linger()))
                .put("durability", scenario.gateway().durability())
                .put("gatewayReceiveMaximum", scenario.gateway().receiveMaximum())
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
