/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.processes.FreePort;
import io.sluice.processes.Patience;
import io.sluice.toolkit.CommandFailure;
import io.sluice.torture.account.Bite;
import io.sluice.torture.account.Copies;
import io.sluice.torture.account.LedgerTail;
import io.sluice.torture.account.ReadingId;
import io.sluice.torture.net.FaultyProxy;
import io.sluice.torture.system.SpoolFolder.Stored;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Broker, devices, gateway and local AWS as real processes, and what is between them. */
public final class TortureSystem implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As long as nothing arrives for so long, nothing will. */
    private static final Duration STANDSTILL = Duration.ofSeconds(90);

    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Options options;
    private final BrokerProcess broker;
    private final AwsProcess aws;
    private final FaultyProxy toBroker;
    private final FaultyProxy toAws;
    private final FaultyProxy toIotCore;
    private final GatewayProcess gateway;
    private final FleetProcess fleet;
    private final LedgerTail ledger;
    private final Copies copies;

    private TortureSystem(Options options, long seed) {
        this.options = options;
        this.broker = new BrokerProcess(options.broker(), options.folder());
        this.aws = new AwsProcess(options.folder());
        this.toBroker = new FaultyProxy(broker.port());
        this.toAws = new FaultyProxy(aws.port());
        this.toIotCore = new FaultyProxy(aws.mqttPort());
        int admin = FreePort.choose();
        this.gateway =
                new GatewayProcess(
                        options.folder(),
                        options.folder().resolve("gateway"),
                        admin,
                        options.debug());
        gateway.configure(
                GatewayYaml.of(
                        options,
                        options.network() ? toBroker.port() : broker.port(),
                        options.network() ? toAws.port() : aws.port(),
                        options.network() ? toIotCore.port() : aws.mqttPort(),
                        aws.certificates(),
                        gateway.data(),
                        admin));
        gateway.startAndAwait();
        this.fleet = new FleetProcess(options, broker.uri(), seed);
        this.ledger = new LedgerTail(fleet.ledger());
        this.copies = new Copies(aws.data().resolve("s3").resolve(AwsProcess.STREAM));
    }

    /**
     * Starts everything; the devices begin when the gateway has subscribed.
     *
     * @param seed of the values that the devices measure
     */
    public static TortureSystem start(Options options, long seed) {
        return new TortureSystem(options, seed);
    }

    /** What is under torture. */
    public Options options() {
        return options;
    }

    /** The broker. */
    public BrokerProcess broker() {
        return broker;
    }

    /** Local AWS. */
    public AwsProcess aws() {
        return aws;
    }

    /** The gateway. */
    public GatewayProcess gateway() {
        return gateway;
    }

    /** Between gateway and broker, if the options say so. */
    public FaultyProxy toBroker() {
        return toBroker;
    }

    /** Between gateway and AWS by the way that the mode in force takes. */
    public FaultyProxy toAws() {
        return isDirect() ? toAws : toIotCore;
    }

    /** Whether the gateway is in mode direct. */
    public boolean isDirect() {
        String mode = gateway.status().path("mode").asText(options.mode());
        return "direct".equals(mode);
    }

    /** What the devices say, up to date. */
    public LedgerTail ledger() {
        ledger.update();
        return ledger;
    }

    /** What has arrived, up to date. */
    public Copies copies() {
        copies.update();
        return copies;
    }

    /**
     * Lets readings flow for so long.
     *
     * @throws CommandFailure if the devices have ended
     */
    public void flow(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (!fleet.isAlive()) {
                throw CommandFailure.failed("the simulator ended: " + fleet.lastWords());
            }
            Patience.pause(Math.min(TimeUnit.MILLISECONDS.toNanos(100), time.toNanos()));
        }
    }

    /** Lets readings flow until something is so; says whether it came to be so in time. */
    public boolean waitUntil(Duration atMost, BooleanSupplier condition) {
        return Patience.until(atMost, condition);
    }

    /** SIGKILL of the gateway, with what it had in flight. */
    public void killGateway(Bite bite) {
        bite.saw(gateway.kill());
        countInFlight(bite);
    }

    /** What a gateway that was ended just now had taken from the broker and not released. */
    public void countInFlight(Bite bite) {
        bite.inFlight(GatewayYaml.RECEIVE_MAXIMUM, "the broker's window");
        if (options.hasSpool()) {
            bite.inFlight(gateway.spool().unreleased("telemetry").size(), "not released");
        }
    }

    /** How often the gateway that runs now was connected to the broker. */
    public long connects() {
        return (long) gateway.metric("sluice_source_connects_total");
    }

    /** Each time the session is taken up again the broker sends what was not acknowledged. */
    public void countReconnects(Bite bite, long reconnects) {
        if (reconnects > 0) {
            bite.inFlight(
                    reconnects * GatewayYaml.RECEIVE_MAXIMUM,
                    reconnects + " times connected to the broker again");
        }
    }

    /** The readings that these records hold. */
    public static Set<ReadingId> readings(List<Stored> records) {
        Set<ReadingId> readings = new HashSet<>();
        for (Stored record : records) {
            try {
                JsonNode reading = JSON.readTree(record.payload());
                readings.add(
                        new ReadingId(
                                reading.path("device_id").asText(), reading.path("seq").asInt()));
            } catch (IOException e) {
                throw CommandFailure.failed("a record of the spool holds no reading", e);
            }
        }
        return readings;
    }

    /**
     * Ends the devices, and waits until nothing that was acknowledged is missing, or nothing more
     * comes; then ends the gateway and delivers what is buffered.
     *
     * @param missing what must not be missing, and is
     * @return the gateway's exit code
     */
    public int settle(LongSupplier missing) {
        int unsettled = fleet.finish();
        if (unsettled != 0) {
            throw CommandFailure.failed(
                    "the devices have readings that the broker did not acknowledge: "
                            + fleet.lastWords());
        }
        long progress = System.nanoTime();
        long before = Long.MAX_VALUE;
        while (System.nanoTime() - progress < STANDSTILL.toNanos()) {
            aws.flush();
            long now = missing.getAsLong();
            if (now == 0 && isIdle()) {
                break;
            }
            if (now < before) {
                before = now;
                progress = System.nanoTime();
            }
            Patience.pause(TimeUnit.MILLISECONDS.toNanos(500));
        }
        awaitQuiet();
        int exitCode = gateway.running().terminate();
        aws.flush();
        copies();
        return exitCode;
    }

    private boolean isIdle() {
        JsonNode status = gateway.status();
        boolean idle = status.path("spool").path("unsettled").asLong() == 0;
        for (JsonNode lane : status.path("lanes")) {
            idle &= lane.path("recordsUnderWay").asLong() == 0;
        }
        return idle && status.path("ready").asBoolean();
    }

    /** The broker may still have copies to send. */
    private void awaitQuiet() {
        long began = System.nanoTime();
        long grew = began;
        long before = -1;
        while (System.nanoTime() - grew < QUIET.toNanos()
                && System.nanoTime() - began < STANDSTILL.toNanos()) {
            long now = gateway.counter("received");
            if (now != before) {
                before = now;
                grew = System.nanoTime();
            }
            Patience.pause(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    @Override
    public void close() {
        fleet.close();
        gateway.close();
        toBroker.close();
        toAws.close();
        toIotCore.close();
        aws.close();
        broker.close();
    }
}
