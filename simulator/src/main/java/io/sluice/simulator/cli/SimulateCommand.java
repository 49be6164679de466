/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.firehose.FirehoseFeed;
import io.sluice.simulator.fleet.Emitter;
import io.sluice.simulator.fleet.Fleet;
import io.sluice.simulator.fleet.FleetOptions;
import io.sluice.simulator.fleet.FleetSummary;
import io.sluice.simulator.fleet.Workload;
import io.sluice.simulator.ledger.Ledger;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Durations;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Reason;
import io.sluice.toolkit.Terminal;
import io.sluice.toolkit.Termination;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}: a fleet of devices, over MQTT or straight into a delivery stream. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates devices that publish sensor readings over MQTT, or puts their readings straight into a delivery stream.",
            "Ends after --duration or --count, or on Ctrl-C, and prints a summary as JSON; exits 1 if not everything was acknowledged."
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    // beyond --drain: disconnecting, and writing the summary
    private static final Duration GRACE = Duration.ofSeconds(20);

    @Mixin private final BrokerFlags brokerFlags = new BrokerFlags();
    @Mixin private final StreamFlags streamFlags = new StreamFlags();
    @Mixin private final WorkloadFlags workloadFlags = new WorkloadFlags();

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description = "end after this time (default: run until Ctrl-C)")
    private @Nullable Duration duration;

    @Option(
            names = "--drain",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description =
                    "at the end, how long to wait for acknowledgements (default: ${DEFAULT-VALUE})")
    private Duration drain;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description =
                    "write down what was published and acknowledged; an existing ledger is continued")
    private @Nullable Path ledgerFile;

    @Spec private CommandSpec spec;

    private final Function<Duration, Termination> terminations;

    /**
     * @param terminations gives what the command waits for, told how long it may take to end; the
     *     caller hands the exit code to its {@link Termination#finish}
     */
    public SimulateCommand(Function<Duration, Termination> terminations) {
        this.terminations = terminations;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (brokerFlags.isGiven() == streamFlags.isGiven()) {
            throw CommandFailure.usage(
                    "give either --broker mqtt://host:port or --to firehose://STREAM");
        }
        Workload workload = workloadFlags.workload();
        try (Ledger ledger = openLedger()) {
            Emitter emitter =
                    streamFlags.isGiven()
                            ? FirehoseFeed.start(streamFlags.target(), workload, ledger)
                            : Fleet.start(fleetOptions(workload), ledger);
            try (emitter) {
                return run(emitter);
            }
        }
    }

    private FleetOptions fleetOptions(Workload workload) {
        return brokerFlags.options().workload(workload).build();
    }

    private Ledger openLedger() {
        if (ledgerFile == null) {
            return Ledger.inMemory();
        }
        try {
            return Ledger.open(ledgerFile);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot write the ledger "
                            + ledgerFile
                            + " ("
                            + Reason.of(e)
                            + "); name a file in a directory that may be written",
                    e);
        }
    }

    private int run(Emitter emitter) throws InterruptedException {
        Termination termination = terminations.apply(drain.plus(GRACE));
        ProgressLine progress = new ProgressLine(emitter, System.err, Terminal.isAttended());
        long startedAtNanos = System.nanoTime();
        while (!emitter.isFinished()
                && !isTimeUp(startedAtNanos)
                && !termination.await(untilNextLook(startedAtNanos))) {
            progress.update();
        }
        FleetSummary summary = emitter.stop(drain);
        progress.end();
        Optional<String> failure = emitter.failure();
        spec.commandLine().getOut().println(json(summary));
        spec.commandLine().getOut().flush();
        if (failure.isPresent()) {
            throw CommandFailure.failed(failure.get());
        }
        if (!summary.isSettled()) {
            throw CommandFailure.failed(
                    (summary.expected() - summary.acknowledged())
                            + " of "
                            + summary.published()
                            + " readings were not acknowledged within "
                            + Durations.format(drain)
                            + "; check the other side, or give more time with --drain");
        }
        return ExitCodes.OK;
    }

    private boolean isTimeUp(long startedAtNanos) {
        return duration != null && System.nanoTime() - startedAtNanos >= duration.toNanos();
    }

    private Duration untilNextLook(long startedAtNanos) {
        if (duration == null) {
            return LOOK_EVERY;
        }
        Duration left = duration.minusNanos(System.nanoTime() - startedAtNanos);
        return left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY;
    }

    private static String json(FleetSummary summary) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("published", summary.published());
        json.put("acknowledged", summary.acknowledged());
        json.put("devices", summary.devices());
        json.put("elapsedSeconds", summary.elapsed().toMillis() / 1e3);
        json.put("readingsPerSecond", Math.round(summary.readingsPerSecond() * 10) / 10.0);
        return json.toString();
    }
}
