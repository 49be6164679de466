/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import java.time.Duration;

/**
 * Who measures next, and when. The devices' readings are spread evenly over the interval; those of
 * one agenda are every {@code step}-th device of the fleet, from {@code first}. Not thread-safe;
 * knows no clock: times are nanoseconds on the clock of {@link System#nanoTime}, given by the
 * caller.
 */
public final class Agenda {

    /** So late a reading is still caught up with; later ones move the whole timetable. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    private final Workload workload;
    private final int first;
    private final int step;
    private final long intervalNanos;

    private long baseNanos;
    private long round;
    private int device;

    /**
     * @param first the first device, from 0
     * @param step the distance to the next one
     * @param startNanos when the first round begins
     */
    public Agenda(Workload workload, int first, int step, long startNanos) {
        this.workload = workload;
        this.first = first;
        this.step = step;
        intervalNanos = workload.interval().toNanos();
        baseNanos = startNanos;
        device = first;
    }

    /** Whether all readings were taken. Devices with a smaller number never have less to send. */
    public boolean isDone() {
        return first >= workload.devices() || round >= workload.readingsOf(first);
    }

    /** The device whose reading is next. */
    public int device() {
        return device;
    }

    /** When the next reading is due. */
    public long dueNanos() {
        if (workload.maxRate()) {
            return baseNanos;
        }
        return baseNanos
                + round * intervalNanos
                + (long) ((double) intervalNanos * device / workload.devices());
    }

    /**
     * The next reading was taken. After a long hold-up the rest is late rather than all at once.
     */
    public void advance(long nowNanos) {
        if (!workload.maxRate()) {
            long late = nowNanos - dueNanos();
            if (late > PATIENCE_NANOS + intervalNanos) {
                baseNanos += late;
            }
        }
        device += step;
        if (device >= workload.devices() || round >= workload.readingsOf(device)) {
            device = first;
            round++;
        }
    }
}
