/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.telemetry;

import io.sluice.gateway.forward.IntakeEvents;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.source.SourceEvents;
import io.sluice.gateway.spool.SpoolEvents;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.time.Ticker;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What happens from the broker to the spool: logged and counted. */
public final class IntakeTelemetry implements IntakeEvents, SourceEvents, SpoolEvents {

    private static final Logger LOG = LoggerFactory.getLogger("io.sluice.gateway.intake");

    private final Metrics metrics;
    private final TroubleLog pauses = new TroubleLog(Ticker.SYSTEM);
    private final LongAdder received;
    private final LongAdder receivedBytes;
    private final LongAdder acknowledged;
    private final LongAdder connects;
    private final LongAdder disconnects;
    private final LongAdder syncs;
    private final LongAdder spooled;
    private final LongAdder spooledBytes;
    private final LongAdder syncNanos;

    public IntakeTelemetry(Metrics metrics) {
        this.metrics = metrics;
        received =
                metrics.adder(
                        "sluice.messages.received", "MQTT messages that came from the broker");
        receivedBytes =
                metrics.adder(
                        "sluice.messages.received.bytes",
                        "Payload bytes of the messages that came");
        acknowledged =
                metrics.adder(
                        "sluice.messages.acknowledged", "MQTT messages acknowledged to the broker");
        connects = metrics.adder("sluice.source.connects", "Connections that the broker took");
        disconnects =
                metrics.adder(
                        "sluice.source.disconnects",
                        "Connections that ended, and attempts that failed");
        syncs = metrics.adder("sluice.spool.syncs", "Syncs of the spool to disk");
        spooled =
                metrics.adder("sluice.spool.messages", "Messages that became durable in the spool");
        spooledBytes = metrics.adder("sluice.spool.written.bytes", "Bytes written to the spool");
        syncNanos =
                metrics.secondsAdder(
                        "sluice.spool.sync.seconds", "Time spent writing and syncing the spool");
    }

    /** Messages that came so far. */
    public long receivedCount() {
        return received.sum();
    }

    /** Messages acknowledged so far. */
    public long acknowledgedCount() {
        return acknowledged.sum();
    }

    @Override
    public void received(InboundMessage message) {
        received.increment();
        receivedBytes.add(message.payload().size());
    }

    @Override
    public void acknowledged() {
        acknowledged.increment();
    }

    @Override
    public void unrouted(String topic) {
        metrics.counter("sluice.messages.unrouted", "Messages that no route wants").increment();
        LOG.atWarn().addKeyValue("topic", topic).log("no route matches; to quarantine");
    }

    @Override
    public void unroutedHeld(String topic, String reason) {
        LOG.atError()
                .addKeyValue("topic", topic)
                .addKeyValue("reason", reason)
                .log("cannot quarantine; trying again, and the broker keeps it");
    }

    @Override
    public void connected(String broker, boolean sessionPresent) {
        connects.increment();
        LOG.atInfo()
                .addKeyValue("broker", broker)
                .addKeyValue("sessionPresent", sessionPresent)
                .log("connected");
    }

    @Override
    public void subscribed(String filter, int grantedQos) {
        LOG.atInfo().addKeyValue("filter", filter).addKeyValue("qos", grantedQos).log("subscribed");
    }

    @Override
    public void subscriptionRefused(String filter, String reason) {
        LOG.atError()
                .addKeyValue("filter", filter)
                .addKeyValue("reason", reason)
                .log("subscription refused");
    }

    @Override
    public void disconnected(String broker, String reason, int attempt, long retryMillis) {
        disconnects.increment();
        LOG.atWarn()
                .addKeyValue("broker", broker)
                .addKeyValue("reason", reason)
                .addKeyValue("attempt", attempt)
                .addKeyValue("retryMillis", retryMillis)
                .log(retryMillis < 0 ? "refused by the broker" : "not connected; will try again");
    }

    @Override
    public void overrun(String broker, int mostUnacknowledged) {
        metrics.counter(
                        "sluice.source.overruns",
                        "Connections over which the broker sent more than it may")
                .increment();
        LOG.atWarn()
                .addKeyValue("broker", broker)
                .addKeyValue("mostUnacknowledged", mostUnacknowledged)
                .log(
                        "the broker sends more ahead of acknowledgements than it may; it is read only as"
                                + " fast as readings become safe, and nothing is lost");
    }

    @Override
    public void died(String broker, Throwable cause) {
        LOG.atError()
                .addKeyValue("broker", broker)
                .setCause(cause)
                .log("taking messages failed; the gateway must be restarted");
    }

    @Override
    public void missing(SpoolPosition from, SpoolPosition to, String reason) {
        metrics.counter("sluice.spool.gaps", "Stretches of the spool that were not there")
                .increment();
        LOG.atError()
                .addKeyValue("from", from.offset())
                .addKeyValue("to", to.offset())
                .addKeyValue("reason", reason)
                .log("part of the spool is missing; what follows goes on");
    }

    @Override
    public void synced(int messages, long bytes, long nanos) {
        syncs.increment();
        spooled.add(messages);
        spooledBytes.add(bytes);
        syncNanos.add(nanos);
    }

    @Override
    public void paused(String reason) {
        metrics.counter("sluice.spool.pauses", "Times that the spool stopped settling").increment();
        if (pauses.begins(reason)) {
            sayPaused(reason);
        }
    }

    @Override
    public void stillPaused(String reason) {
        if (pauses.lasts(reason)) {
            sayPaused(reason);
        }
    }

    private void sayPaused(String reason) {
        LoggingEventBuilder line = LOG.atError().addKeyValue("reason", reason);
        long untold = pauses.untold();
        if (untold > 0) {
            line = line.addKeyValue("shortPausesBefore", untold);
        }
        line.log("spool paused; the broker holds what comes");
    }

    @Override
    public void resumed() {
        if (pauses.ends()) {
            LOG.atInfo().log("spool goes on");
        }
    }

    @Override
    public void dropped(String topic, String reason) {
        metrics.counter("sluice.messages.dropped", "QoS 0 messages dropped", "reason", reason)
                .increment();
        LOG.atDebug()
                .addKeyValue("topic", topic)
                .addKeyValue("reason", reason)
                .log("QoS 0 message dropped");
    }

    @Override
    public void damaged(String segment, long offset, long bytes, String keptIn) {
        metrics.counter("sluice.spool.damaged", "Damaged stretches found in the spool").increment();
        LOG.atError()
                .addKeyValue("segment", segment)
                .addKeyValue("offset", offset)
                .addKeyValue("bytes", bytes)
                .addKeyValue("keptIn", keptIn)
                .log("damaged bytes in the spool were set aside; what follows goes on");
    }
}
