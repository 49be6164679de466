/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.broker.EmbeddedBroker;
import io.sluice.broker.EmbeddedBrokerOptions;
import io.sluice.gateway.app.Gateway;
import io.sluice.gateway.config.Mode;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.localaws.firehose.Usage;
import io.sluice.localaws.iot.mqtt.CertificateFiles;
import io.sluice.simulator.fleet.Fleet;
import io.sluice.simulator.fleet.FleetOptions;
import io.sluice.simulator.fleet.FleetSummary;
import io.sluice.simulator.ledger.Ledger;
import io.sluice.simulator.verify.Verification;
import io.sluice.simulator.verify.VerificationReport;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Reason;
import io.sluice.toolkit.Termination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Broker, local AWS, gateway and devices, running: started in this order, so that nobody waits for
 * anybody, and ended from the other side, so that what is on its way arrives. For one thread, but
 * for what {@link DemoProgress} asks.
 */
final class DemoSystem implements AutoCloseable {

    private static final Duration ACKNOWLEDGEMENTS_WITHIN = Duration.ofSeconds(10);

    private final DemoOptions options;
    private final OpenParts parts;
    private final EmbeddedBroker broker;
    private final LocalAws aws;
    private final AcceptedReadings accepted;
    private final Gateway gateway;
    private final Ledger ledger;
    private final Fleet fleet;

    private DemoSystem(
            DemoOptions options,
            OpenParts parts,
            EmbeddedBroker broker,
            LocalAws aws,
            AcceptedReadings accepted,
            Gateway gateway,
            Ledger ledger,
            Fleet fleet) {
        this.options = options;
        this.parts = parts;
        this.broker = broker;
        this.aws = aws;
        this.accepted = accepted;
        this.gateway = gateway;
        this.ledger = ledger;
        this.fleet = fleet;
    }

    /**
     * Starts all parts; the devices begin when the gateway has subscribed.
     *
     * @return empty if {@code termination} came first; nothing is open then
     * @throws CommandFailure if a part cannot start; nothing is open then
     */
    static Optional<DemoSystem> start(DemoOptions options, Termination termination)
            throws InterruptedException {
        OpenParts parts = new OpenParts();
        boolean started = false;
        try {
            DemoFolder folder = options.folder();
            EmbeddedBroker broker = parts.add(startBroker(options));
            if (termination.isRequested()) {
                return Optional.empty();
            }
            LocalAws aws = parts.add(startAws(options));
            DeployedStream deployed =
                    DeployedStream.in(aws, folder, options.template(), options.mode());
            requireRule(options, deployed);
            AcceptedReadings accepted = new AcceptedReadings(InstantSource.system());
            aws.onAccepted(accepted);
            if (termination.isRequested()) {
                return Optional.empty();
            }
            GatewaySettings settings =
                    new GatewaySettings(
                            folder.gateway(),
                            broker.uri(),
                            aws.endpoint().toString(),
                            deployed,
                            iotCore(aws),
                            options.mode(),
                            options.durability(),
                            options.ports().admin());
            Gateway gateway = parts.add(new Gateway(settings.config()));
            if (!GatewayStart.of(gateway, termination)) {
                return Optional.empty();
            }
            if (!gateway.mode().equals(options.mode().toString())) {
                // a folder of an earlier run, where the mode was changed
                gateway.changeMode(options.mode().toString());
            }
            URI admin = Objects.requireNonNull(gateway.adminUri());
            write(folder, settings.withAdminPort(admin.getPort()));
            Ledger ledger = parts.add(openLedger(folder));
            Fleet fleet = parts.add(startFleet(broker, options, ledger));
            DemoSystem system =
                    new DemoSystem(options, parts, broker, aws, accepted, gateway, ledger, fleet);
            started = true;
            return Optional.of(system);
        } finally {
            if (!started) {
                parts.close();
            }
        }
    }

    private static EmbeddedBroker startBroker(DemoOptions options) {
        return EmbeddedBroker.start(
                EmbeddedBrokerOptions.builder()
                        .data(options.folder().broker())
                        .port(options.ports().broker())
                        .build());
    }

    private static LocalAws startAws(DemoOptions options) {
        try {
            return LocalAws.start(
                    LocalAwsOptions.builder()
                            .data(options.folder().root())
                            .port(options.ports().localAws())
                            .mqttPort(options.ports().iotCore())
                            .region(GatewaySettings.REGION)
                            .build());
        } catch (UncheckedIOException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireRule(DemoOptions options, DeployedStream deployed) {
        if (options.mode() == Mode.IOT_RULE && deployed.rule() == null) {
            throw CommandFailure.failed(
                    "mode iot-rule needs a topic rule, and the template has none; add an"
                            + " AWS::IoT::TopicRule, or use --mode direct");
        }
    }

    private static GatewaySettings.IotCorePlace iotCore(LocalAws aws) {
        CertificateFiles files = aws.certificates().orElseThrow();
        return new GatewaySettings.IotCorePlace(
                aws.mqttTlsUri().orElseThrow(),
                files.ca(),
                files.clientCertificate(),
                files.clientKey());
    }

    private static Ledger openLedger(DemoFolder folder) {
        try {
            return Ledger.open(folder.ledger());
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot write the ledger " + folder.ledger() + " (" + Reason.of(e) + ")", e);
        }
    }

    private static Fleet startFleet(EmbeddedBroker broker, DemoOptions options, Ledger ledger) {
        return Fleet.start(
                FleetOptions.builder(broker.uri()).workload(options.workload()).build(), ledger);
    }

    private static void write(DemoFolder folder, GatewaySettings settings) {
        try {
            Files.writeString(folder.gatewaySettings(), settings.yaml());
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot write " + folder.gatewaySettings() + " (" + Reason.of(e) + ")", e);
        }
    }

    /** Where to look while it runs. */
    DemoPlaces places() {
        return new DemoPlaces(
                options.folder(),
                broker.uri(),
                aws.endpoint(),
                aws.mqttTlsUri().orElseThrow(),
                gateway.mode(),
                Objects.requireNonNull(gateway.adminUri()));
    }

    /** Readings published so far; any thread. */
    long published() {
        return fleet.published();
    }

    /** What Firehose has accepted so far; any thread. */
    AcceptedReadings accepted() {
        return accepted;
    }

    /** What all streams together were used for; any thread. */
    Usage usage() {
        return aws.meter().values().stream().reduce(Usage.NONE, Usage::plus);
    }

    /** Why it makes no sense to go on; empty while all is well. */
    Optional<String> failure() {
        return fleet.failure().or(() -> gateway.notLiveBecause().stream().findFirst());
    }

    /**
     * Ends the devices, lets everything that the broker has acknowledged come to the files, closes
     * all parts and takes the balance of this run.
     */
    DemoReport finish() throws IOException, InterruptedException {
        FleetSummary sent = fleet.stop(ACKNOWLEDGEMENTS_WITHIN);
        long payloadBytes = fleet.publishedBytes();
        Verification verification = Verification.of(ledger.thisRun(), options.folder().root());
        new Settlement(aws, accepted, verification).await(sent.acknowledged());
        gateway.stop();
        parts.close();
        return report(sent, payloadBytes, verification.report());
    }

    private DemoReport report(FleetSummary sent, long payloadBytes, VerificationReport found) {
        Usage usage = usage();
        return new DemoReport(
                gateway.mode(),
                found.sent(),
                found.acknowledged(),
                found.delivered(),
                found.lost(),
                found.duplicates(),
                usage.calls(),
                usage.records(),
                payloadBytes,
                usage.billedBytes(),
                sent.elapsed().toMillis() / 1e3,
                new DemoReport.Latency(accepted.latencyMillis(50), accepted.latencyMillis(99)));
    }

    /** Ends without waiting for anything; after {@link #finish} there is nothing left to do. */
    @Override
    public void close() {
        parts.close();
    }
}
