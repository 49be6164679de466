/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Reason;
import io.sluice.torture.account.Balance;
import io.sluice.torture.fault.Fault;
import io.sluice.torture.fault.Faults;
import io.sluice.torture.system.BrokerProcess;
import io.sluice.torture.system.Options;
import io.sluice.torture.system.TortureSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code torture}: proves that nothing acknowledged is lost. */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a broker, devices, the gateway and a local AWS as real processes, lets faults strike while readings flow, and compares what was acknowledged with what arrived.",
            "Prints the balance as JSON, for the run and for each fault. Exits 1 if a reading that was acknowledged is lost, if more came twice than was in flight, or if a fault did not happen."
        })
public final class TortureCommand implements Callable<Integer> {

    private static final int DEFAULT_KILLS = 10;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description =
                    "kill -9 the gateway so often, at any moment and at chosen points (default: 10, or 0 with --faults or --backlog)")
    private @Nullable Integer kills;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "2000",
            description = "readings a second (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "direct",
            description = "direct, iot-rule, or switching all the time (default: ${DEFAULT-VALUE})")
    private String mode;

    @Option(
            names = "--durability",
            paramLabel = "WHERE",
            defaultValue = "disk",
            description = "disk or broker (default: ${DEFAULT-VALUE})")
    private String durability;

    @Option(
            names = "--broker",
            paramLabel = "BROKER",
            defaultValue = "embedded",
            description = "embedded or mosquitto (default: ${DEFAULT-VALUE})")
    private BrokerProcess.Kind broker;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            split = ",",
            description = "all, or names of faults with commas between them")
    private List<String> faults = List.of();

    @Option(
            names = "--backlog",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "first of all, Firehose is away until the spool holds N readings; measures memory, start and catch-up")
    private long backlog;

    @Option(
            names = "--outage",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "how long Firehose is away when it is down (default: ${DEFAULT-VALUE})")
    private Duration outage;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "the same seed gives the same plan (default: a new one each time)")
    private @Nullable Long seed;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "write the balance to this file too")
    private @Nullable Path report;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "where everything is kept (default: a temporary folder, removed if all went well)")
    private @Nullable Path data;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        check();
        long chosenSeed = seed == null ? new Random().nextInt(1_000_000) : seed;
        Random chance = new Random(chosenSeed);
        int chosenKills =
                kills != null ? kills : faults.isEmpty() && backlog == 0 ? DEFAULT_KILLS : 0;
        // a backlog alone is a measurement: of a gateway as it is run, without a debugger's agent
        boolean debug =
                (chosenKills > 0 || !faults.isEmpty())
                        && ModuleLayer.boot().findModule("jdk.jdi").isPresent();
        Path folder = folder();
        Options options = options(folder, debug);
        List<Fault> plan =
                Faults.plan(backlog, chosenKills, faults, debug, options.hasSpool(), chance);
        PrintWriter account = spec.commandLine().getErr();
        account.println("seed " + chosenSeed + ", everything is in " + folder);
        account.flush();
        Balance balance;
        try (TortureSystem system = TortureSystem.start(options, chosenSeed)) {
            balance = new Campaign(system, plan, chance, isSwitching(), account).run();
        }
        ObjectNode json = balance.json().put("seed", chosenSeed);
        if (report != null) {
            Files.writeString(report, json.toPrettyString() + "\n");
        }
        spec.commandLine().getOut().println(json);
        spec.commandLine().getOut().flush();
        List<String> problems = balance.problems();
        if (!problems.isEmpty()) {
            throw CommandFailure.failed(
                    String.join("; ", problems)
                            + "; look into "
                            + folder
                            + ", and repeat it with --seed "
                            + chosenSeed);
        }
        if (data == null) {
            delete(folder);
        }
        return ExitCodes.OK;
    }

    private void check() {
        if (rate < 1 || backlog < 0 || (kills != null && kills < 0)) {
            throw CommandFailure.usage(
                    "--rate must be 1 or more, and --kills and --backlog 0 or more");
        }
        if (backlog > 0 && !("direct".equals(mode) && "disk".equals(durability))) {
            throw CommandFailure.usage(
                    "--backlog is for --mode direct and --durability disk; leave those out");
        }
        require("--mode", mode, "direct", "iot-rule", "switching");
        require("--durability", durability, "disk", "broker");
        if (broker == BrokerProcess.Kind.MOSQUITTO && BrokerProcess.mosquitto().isEmpty()) {
            throw CommandFailure.failed(
                    "there is no mosquitto on the PATH; install it, or give --broker embedded");
        }
    }

    private static void require(String option, String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw CommandFailure.usage(
                    option + " is " + value + "; it is one of " + String.join(", ", allowed));
        }
    }

    private boolean isSwitching() {
        return "switching".equals(mode);
    }

    private Options options(Path folder, boolean debug) {
        return new Options(
                rate,
                isSwitching() ? "direct" : mode,
                durability,
                broker,
                !faults.isEmpty(),
                debug,
                outage,
                folder);
    }

    private Path folder() {
        try {
            if (data == null) {
                return Files.createTempDirectory("sluice-torture-");
            }
            Path folder = Files.createDirectories(data).toRealPath();
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw CommandFailure.usage(
                            "--data " + data + " is not empty; name a new folder");
                }
            }
            return folder;
        } catch (IOException e) {
            throw CommandFailure.failed("cannot make a folder (" + Reason.of(e) + ")", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
