/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import io.sluice.simulator.device.DeviceNames;
import io.sluice.simulator.device.ReadingJson;
import io.sluice.simulator.device.Sensor;
import io.sluice.simulator.ledger.Ledger;
import io.sluice.toolkit.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some devices of the fleet on one connection, served by one thread: it connects and connects
 * again, lets each device measure when its time comes, waits when the window is full, and at the
 * end waits for what is outstanding.
 */
final class DeviceConnection implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceConnection.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final Duration WAITING_LOGGED_EVERY = Duration.ofSeconds(5);
    // so often a thread that waits looks whether the connection is still there
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    // for the life of the connection
    private final int number;
    private final FleetOptions options;
    private final Ledger ledger;
    private final FleetProgress progress;
    private final Clock clock;
    private final BrokerSession session;
    private final ReadingJson json;
    private final Agenda agenda;
    private final Sensor[] sensors;
    private final String[] topics;
    private final long[] nextSeqs;

    // for one connection to the broker, only by this thread
    private Semaphore window;
    private boolean everConnected;
    private Duration retryIn = FIRST_RETRY;
    private long waitingLoggedAt = System.nanoTime() - WAITING_LOGGED_EVERY.toNanos();

    DeviceConnection(
            int number, FleetOptions options, Ledger ledger, FleetProgress progress, Clock clock) {
        this.number = number;
        this.options = options;
        this.ledger = ledger;
        this.progress = progress;
        this.clock = clock;
        Workload workload = options.workload();
        json = new ReadingJson(workload.payloadBytes());
        window = new Semaphore(options.window());
        int step = options.connections();
        int own = (workload.devices() - number + step - 1) / step;
        sensors = new Sensor[own];
        topics = new String[own];
        nextSeqs = new long[own];
        for (int i = 0; i < own; i++) {
            int device = number + i * step;
            sensors[i] = workload.sensor(device);
            topics[i] = options.topicOf(device);
            nextSeqs[i] = ledger.nextSeq(DeviceNames.of(device));
        }
        agenda = new Agenda(workload, number, step, System.nanoTime());
        session = new BrokerSession(options, clientId(), this::delivered);
    }

    @Override
    public void run() {
        boolean settled = false;
        try {
            while (!settled && !progress.isOver()) {
                boolean draining = agenda.isDone() || progress.isStopping();
                if (draining && window.tryAcquire(options.window())) {
                    settled = true;
                } else if (!session.isConnected()) {
                    connect();
                } else if (draining) {
                    settled = awaitOutstanding();
                } else {
                    publishNext();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            progress.settled();
            session.close(settled);
        }
    }

    private void connect() throws InterruptedException {
        try {
            if (options.qos() == 0) {
                // Paho forgets QoS 0 with the connection, so their places are free again
                window = new Semaphore(options.window());
            }
            session.connect();
            everConnected = true;
            progress.connected();
            retryIn = FIRST_RETRY;
            LOG.atDebug().addKeyValue("clientId", clientId()).log("connected");
        } catch (MqttException e) {
            Optional<String> refusal = Refusal.of(e, options.broker().address(), clientId());
            if (refusal.isPresent() && !everConnected) {
                progress.fail(refusal.get());
                return;
            }
            logWaiting(e);
            long jitter = ThreadLocalRandom.current().nextLong(retryIn.toMillis() / 2 + 1);
            progress.awaitStop(retryIn.minusMillis(jitter));
            Duration twice = retryIn.multipliedBy(2);
            retryIn = twice.compareTo(LONGEST_RETRY) < 0 ? twice : LONGEST_RETRY;
        }
    }

    private void publishNext() throws InterruptedException {
        long waitNanos = agenda.dueNanos() - System.nanoTime();
        if (waitNanos > 0) {
            progress.awaitStop(Duration.ofNanos(Math.min(waitNanos, LOOK_EVERY.toNanos())));
            return;
        }
        if (!window.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        int own = (agenda.device() - number) / options.connections();
        Sensor sensor = sensors[own];
        long seq = nextSeqs[own];
        SentReading reading = new SentReading(sensor.deviceId(), seq, window);
        byte[] payload = json.write(sensor.read(seq, clock.instant()));
        if (!session.publish(topics[own], payload, options.qos(), reading)) {
            // not sent, so the number is free for the next attempt
            reading.settle();
            progress.awaitStop(Duration.ofMillis(10));
            return;
        }
        nextSeqs[own] = seq + 1;
        ledger.published(sensor.deviceId(), seq);
        progress.published(payload.length);
        agenda.advance(System.nanoTime());
    }

    private boolean awaitOutstanding() throws InterruptedException {
        return window.tryAcquire(options.window(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** On Paho's callback thread. */
    private void delivered(SentReading reading) {
        // at QoS 0 this says no more than that the bytes were written
        if (options.qos() == 1) {
            ledger.acknowledged(reading.device(), reading.seq());
            progress.acknowledged();
        }
        reading.settle();
    }

    private void logWaiting(MqttException e) {
        long now = System.nanoTime();
        if (now - waitingLoggedAt < WAITING_LOGGED_EVERY.toNanos()) {
            return;
        }
        waitingLoggedAt = now;
        LOG.atInfo()
                .addKeyValue("clientId", clientId())
                .addKeyValue("broker", options.broker().address())
                .addKeyValue("cause", Reason.of(e.getCause() == null ? e : e.getCause()))
                .log("broker not reached, waiting for it");
    }

    private String clientId() {
        return options.clientIdPrefix() + "-" + number;
    }
}
