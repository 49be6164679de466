/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.telemetry;

import io.micrometer.core.instrument.Timer;
import io.sluice.gateway.firehose.FirehoseOutlet;
import io.sluice.gateway.forward.LaneEvents;
import io.sluice.gateway.forward.LaneSettings;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.FirehoseLimits;
import io.sluice.gateway.outlet.OutboundRecord;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens from the spool to Firehose: logged and counted, by stream and route. */
public final class LaneTelemetry implements LaneEvents, FirehoseOutlet.CallEvents {

    private static final Logger LOG = LoggerFactory.getLogger("io.sluice.gateway.lane");

    private final Metrics metrics;
    private final Map<String, Counts> counts = new ConcurrentHashMap<>();
    private final Map<String, Timer> calls = new ConcurrentHashMap<>();

    public LaneTelemetry(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Totals of all lanes so far. */
    public Totals totals() {
        Totals totals = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (Counts lane : counts.values()) {
            totals =
                    new Totals(
                            totals.readings + lane.readings.sum(),
                            totals.relayed + lane.relayed.sum(),
                            totals.filtered + lane.filtered.sum(),
                            totals.records + lane.accepted.sum(),
                            totals.refusedRecords + lane.refused.sum(),
                            totals.unansweredRecords + lane.unanswered.sum(),
                            totals.quarantined + lane.quarantined.sum(),
                            totals.payloadBytes + lane.payloadBytes.sum(),
                            totals.billedBytes + lane.billedBytes.sum());
        }
        return totals;
    }

    /**
     * Totals.
     *
     * @param readings accepted by Firehose or IoT Core
     * @param relayed those of them that IoT Core accepted
     * @param filtered readings that the rule did not want
     * @param records accepted by Firehose
     * @param refusedRecords refused once each, and sent again
     * @param unansweredRecords sent again since no answer came: no connection, a timeout
     * @param quarantined readings given up
     * @param payloadBytes of the accepted readings
     * @param billedBytes what Firehose bills for the accepted records
     */
    public record Totals(
            long readings,
            long relayed,
            long filtered,
            long records,
            long refusedRecords,
            long unansweredRecords,
            long quarantined,
            long payloadBytes,
            long billedBytes) {}

    @Override
    public void delivered(LaneSettings lane, OutboundRecord record, Duration age) {
        Counts of = counts(lane);
        of.readings.add(record.readings());
        of.accepted.increment();
        of.payloadBytes.add(record.payloadBytes());
        of.billedBytes.add(FirehoseLimits.billedBytes(record.size()));
        of.latency.record(age);
    }

    @Override
    public void relayed(LaneSettings lane, int payloadBytes, Duration age) {
        Counts of = counts(lane);
        of.readings.increment();
        of.relayed.increment();
        of.payloadBytes.add(payloadBytes);
        of.latency.record(age);
    }

    @Override
    public void filtered(LaneSettings lane) {
        counts(lane).filtered.increment();
    }

    @Override
    public void refused(LaneSettings lane, Failure failure, int records, int attempt) {
        Counts of = counts(lane);
        boolean answered = failure.kind().isAnswer();
        (answered ? of.refused : of.unanswered).add(records);
        metrics.counter(
                        "sluice.records.retried.by.reason",
                        "Records sent again, by reason",
                        "stream",
                        lane.stream(),
                        "route",
                        lane.route(),
                        "reason",
                        failure.kind().label())
                .increment(records);
        (isPowerOfTwo(attempt) && attempt > 1 ? LOG.atWarn() : LOG.atDebug())
                .addKeyValue("route", lane.route())
                .addKeyValue("stream", lane.stream())
                .addKeyValue("kind", failure.kind().label())
                .addKeyValue("records", records)
                .addKeyValue("attempt", attempt)
                .addKeyValue("reason", failure.message())
                .log(
                        answered
                                ? "records refused; sending them again"
                                : "no answer for records; sending them again");
    }

    @Override
    public void quarantined(LaneSettings lane, FailureKind kind, String reason) {
        counts(lane).quarantined.increment();
        LOG.atWarn()
                .addKeyValue("route", lane.route())
                .addKeyValue("stream", lane.stream())
                .addKeyValue("kind", kind.label())
                .addKeyValue("reason", reason)
                .log("reading quarantined; see 'sluice dead-letters list'");
    }

    @Override
    public void blocked(LaneSettings lane, Failure failure) {
        LOG.atError()
                .addKeyValue("route", lane.route())
                .addKeyValue("stream", lane.stream())
                .addKeyValue("kind", failure.kind().label())
                .addKeyValue("reason", failure.message())
                .log("lane blocked; everything is kept and goes out once the cause is mended");
    }

    @Override
    public void unblocked(LaneSettings lane) {
        LOG.atInfo()
                .addKeyValue("route", lane.route())
                .addKeyValue("stream", lane.stream())
                .log("lane flows again");
    }

    @Override
    public void died(LaneSettings lane, Throwable cause) {
        LOG.atError()
                .addKeyValue("route", lane.route())
                .setCause(cause)
                .log("lane died; the gateway must be restarted");
    }

    @Override
    public void called(String stream, int records, long nanos) {
        calls.computeIfAbsent(
                        stream,
                        s ->
                                metrics.timer(
                                        "sluice.firehose.calls",
                                        "Calls of PutRecordBatch",
                                        "stream",
                                        s))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private Counts counts(LaneSettings lane) {
        return counts.computeIfAbsent(lane.route(), route -> new Counts(metrics, lane));
    }

    private static boolean isPowerOfTwo(int number) {
        return (number & (number - 1)) == 0;
    }

    private static final class Counts {
        private final LongAdder readings;
        private final LongAdder relayed;
        private final LongAdder filtered;
        private final LongAdder accepted;
        private final LongAdder refused;
        private final LongAdder unanswered;
        private final LongAdder quarantined;
        private final LongAdder payloadBytes;
        private final LongAdder billedBytes;
        private final Timer latency;

        Counts(Metrics metrics, LaneSettings lane) {
            String[] labels = {"stream", lane.stream(), "route", lane.route()};
            readings =
                    metrics.adder(
                            "sluice.readings.delivered",
                            "Readings that Firehose or IoT Core accepted",
                            labels);
            relayed =
                    metrics.adder(
                            "sluice.readings.relayed", "Readings that IoT Core accepted", labels);
            filtered =
                    metrics.adder(
                            "sluice.readings.filtered",
                            "Readings that the route's rule did not want",
                            labels);
            accepted =
                    metrics.adder(
                            "sluice.records.accepted", "Records that Firehose accepted", labels);
            refused =
                    metrics.adder(
                            "sluice.records.refused",
                            "Records that Firehose refused, sent again",
                            labels);
            unanswered =
                    metrics.adder(
                            "sluice.records.unanswered",
                            "Records sent again since no answer came",
                            labels);
            quarantined =
                    metrics.adder(
                            "sluice.readings.quarantined",
                            "Readings given up, in quarantine",
                            labels);
            payloadBytes =
                    metrics.adder(
                            "sluice.payload.bytes", "Payload bytes that Firehose accepted", labels);
            billedBytes =
                    metrics.adder(
                            "sluice.billed.bytes",
                            "Bytes that Firehose bills: each record a multiple of 5 KiB",
                            labels);
            latency =
                    metrics.timer(
                            "sluice.delivery.latency",
                            "From arrival of a record's oldest reading to acceptance",
                            labels);
        }
    }
}
