/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.firehose;

import io.sluice.simulator.device.DeviceNames;
import io.sluice.simulator.device.ReadingJson;
import io.sluice.simulator.device.Sensor;
import io.sluice.simulator.fleet.Agenda;
import io.sluice.simulator.fleet.FleetProgress;
import io.sluice.simulator.fleet.Workload;
import io.sluice.simulator.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;

/** The one thread of a feed: gathers what is due, and puts it until the last record is accepted. */
final class FeedLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedLoop.class);

    /** What falls due within this time travels together. */
    private static final Duration TICK = Duration.ofMillis(100);

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final StreamTarget target;
    private final StreamWriter writer;
    private final Ledger ledger;
    private final FleetProgress progress;
    private final ReadingJson json;
    private final Agenda agenda;
    private final Sensor[] sensors;
    private final long[] nextSeqs;
    private final Clock clock = Clock.systemUTC();

    FeedLoop(
            StreamTarget target,
            Workload workload,
            StreamWriter writer,
            Ledger ledger,
            FleetProgress progress) {
        this.target = target;
        this.writer = writer;
        this.ledger = ledger;
        this.progress = progress;
        json = new ReadingJson(workload.payloadBytes());
        agenda = new Agenda(workload, 0, 1, System.nanoTime());
        sensors = new Sensor[workload.devices()];
        nextSeqs = new long[workload.devices()];
        for (int device = 0; device < sensors.length; device++) {
            sensors[device] = workload.sensor(device);
            nextSeqs[device] = ledger.nextSeq(DeviceNames.of(device));
        }
    }

    @Override
    public void run() {
        try {
            while (!agenda.isDone() && !progress.isStopping()) {
                long waitNanos = agenda.dueNanos() - System.nanoTime();
                if (waitNanos > 0) {
                    progress.awaitStop(Duration.ofNanos(waitNanos));
                } else {
                    send(gather());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            progress.settled();
        }
    }

    private List<Parcel> gather() {
        List<Parcel> parcels = new ArrayList<>();
        long horizon = System.nanoTime() + TICK.toNanos();
        long bytes = 0;
        int largest = 0;
        while (!agenda.isDone()
                && agenda.dueNanos() <= horizon
                && parcels.size() < StreamWriter.MAX_BATCH_RECORDS
                && bytes + largest <= StreamWriter.MAX_BATCH_BYTES) {
            int device = agenda.device();
            long seq = nextSeqs[device]++;
            byte[] reading = json.write(sensors[device].read(seq, clock.instant()));
            byte[] record = Arrays.copyOf(reading, reading.length + 1);
            record[reading.length] = '\n';
            parcels.add(
                    new Parcel(
                            sensors[device].deviceId(), seq, SdkBytes.fromByteArrayUnsafe(record)));
            bytes += record.length;
            // readings differ by a few digits
            largest = Math.max(largest, record.length + 64);
            agenda.advance(System.nanoTime());
        }
        return parcels;
    }

    private void send(List<Parcel> parcels) throws InterruptedException {
        for (Parcel parcel : parcels) {
            ledger.published(parcel.device(), parcel.seq());
            // without the separator, which is the feed's and not the reading's
            progress.published(parcel.record().asByteArrayUnsafe().length - 1);
        }
        Duration retryIn = FIRST_RETRY;
        List<Parcel> left = parcels;
        while (!left.isEmpty() && !progress.isOver()) {
            List<Parcel> refused = attempt(left);
            if (!refused.isEmpty()) {
                long jitter = ThreadLocalRandom.current().nextLong(retryIn.toMillis() / 2);
                progress.awaitStop(retryIn.minusMillis(jitter));
                boolean progressed = refused.size() < left.size();
                Duration twice = progressed ? FIRST_RETRY : retryIn.multipliedBy(2);
                retryIn = twice.compareTo(LONGEST_RETRY) < 0 ? twice : LONGEST_RETRY;
            }
            left = refused;
        }
    }

    /** Puts them once and returns those that are to be put again. */
    private List<Parcel> attempt(List<Parcel> parcels) {
        try {
            Put put = writer.put(parcels.stream().map(Parcel::record).toList());
            progress.connected();
            for (int place : put.accepted()) {
                Parcel parcel = parcels.get(place);
                ledger.acknowledged(parcel.device(), parcel.seq());
                progress.acknowledged();
            }
            return put.refused().stream().map(parcels::get).toList();
        } catch (SdkException e) {
            StreamTrouble.hopeless(e, target)
                    .ifPresentOrElse(
                            progress::fail,
                            () ->
                                    LOG.atWarn()
                                            .addKeyValue("stream", target.stream())
                                            .addKeyValue("cause", e.getMessage())
                                            .log("call failed, trying again"));
            return parcels;
        }
    }

    /** One reading and its record. */
    private record Parcel(String device, long seq, SdkBytes record) {}
}
