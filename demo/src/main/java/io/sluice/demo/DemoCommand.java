/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.gateway.config.Durability;
import io.sluice.gateway.config.Mode;
import io.sluice.simulator.fleet.Workload;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Terminal;
import io.sluice.toolkit.Termination;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the whole system on this machine, until Ctrl-C or for a while. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "The whole system on this machine: devices, an MQTT broker, the gateway, and a local AWS"
                    + " that is deployed from the CloudFormation template.",
            "Says where to look; ends on Ctrl-C or after --duration with a balance, and exits 1 if a"
                    + " reading was lost."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final DateTimeFormatter FOLDER_NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    @Option(
            names = "--mode",
            paramLabel = "direct|iot-rule",
            defaultValue = "direct",
            description = "how readings leave the gateway (default: ${DEFAULT-VALUE})")
    private String mode;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "3",
            description = "how many devices (default: ${DEFAULT-VALUE})")
    private int devices;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "3s",
            description = "time between two readings of a device (default: ${DEFAULT-VALUE})")
    private Duration interval;

    @Option(
            names = "--payload-bytes",
            paramLabel = "B",
            defaultValue = "0",
            description = "pad the JSON of a reading to so many bytes (default: no padding)")
    private int payloadBytes;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description = "end after this time (default: run until Ctrl-C)")
    private @Nullable Duration duration;

    @Option(
            names = "--durability",
            paramLabel = "disk|broker",
            defaultValue = "disk",
            description =
                    "when the gateway acknowledges: a reading is on its disk, or Firehose has"
                            + " accepted it (default: ${DEFAULT-VALUE})")
    private Durability durability;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "where everything is kept; one of an earlier run is continued (default:"
                            + " data/demo/TIME)")
    private @Nullable Path data;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "write the balance to this file, as JSON")
    private @Nullable Path report;

    @Option(
            names = "--ports",
            paramLabel = "standard|auto",
            defaultValue = "standard",
            description =
                    "standard: broker 1883, local AWS 4566, its AWS IoT Core 8883, admin 8080; auto: any"
                            + " that are free"
                            + " (default: ${DEFAULT-VALUE})")
    private DemoPorts ports;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description =
                    "CloudFormation template to deploy (default: the project's"
                            + " cloudformation/ingest.yaml)")
    private @Nullable Path template;

    @Spec private CommandSpec spec;

    private final Termination termination;

    /**
     * @param termination ends the run before its time
     */
    public DemoCommand(Termination termination) {
        this.termination = termination;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Mode wanted = knownMode();
        Workload workload = new Workload(devices, interval, 0, 1, payloadBytes, false);
        DemoFolder folder = DemoFolder.open(data == null ? freshFolder() : data);
        ReportFile reportFile = report == null ? null : ReportFile.at(report);
        ports.requireFree();
        DemoOptions options =
                new DemoOptions(folder, workload, wanted, durability, ports, template);
        Optional<DemoSystem> started = DemoSystem.start(options, termination);
        if (started.isEmpty()) {
            say("ended before it had started\n");
            return ExitCodes.OK;
        }
        try (DemoSystem system = started.get()) {
            Optional<String> failure = run(system);
            DemoReport balance = system.finish();
            if (reportFile != null) {
                reportFile.write(balance);
            }
            say(new DemoSummary(balance, folder.buckets()).text());
            judge(balance, failure);
            return ExitCodes.OK;
        }
    }

    private Mode knownMode() {
        try {
            return Mode.of(mode);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private static Path freshFolder() {
        return Path.of("data", "demo", FOLDER_NAME.format(Instant.now()));
    }

    /** Until its end is asked for, its time is up, or it cannot go on; says why it cannot. */
    private Optional<String> run(DemoSystem system) throws InterruptedException {
        long startedAtNanos = System.nanoTime();
        say(system.places().text());
        if (duration == null) {
            say("Ctrl-C ends it.\n");
        }
        DemoProgress progress = new DemoProgress(system, System.err, Terminal.isAttended());
        Optional<String> failure = system.failure();
        while (failure.isEmpty()
                && !isTimeUp(startedAtNanos)
                && !termination.await(untilNextLook(startedAtNanos))) {
            progress.update();
            failure = system.failure();
        }
        progress.end();
        return failure;
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

    private static void judge(DemoReport balance, Optional<String> failure) {
        if (failure.isPresent()) {
            throw CommandFailure.failed(failure.get());
        }
        if (balance.lost() > 0) {
            throw CommandFailure.failed(
                    balance.lost()
                            + " readings were acknowledged and are not in the files; look into the"
                            + " log above, and for dead letters");
        }
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
