/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mode;

import io.sluice.gateway.config.Mode;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Knows which mode is in force, and changes it while readings flow: examine, prepare, settle,
 * store, go on, tidy up. A crash before the choice is stored ends in the old mode, one after it in
 * the new, since each start goes by what is stored. Any thread; one switch at a time.
 */
public final class ModeSwitch {

    private static final long LOOK_AGAIN_MILLIS = 10;

    private final ModeFile file;
    private final Ways ways;
    private final ModeEvents events;
    private final Ticker ticker;
    private final ReentrantLock switching = new ReentrantLock();

    private volatile boolean reconciling;
    private volatile boolean tidy;
    private volatile Mode mode;
    private volatile @Nullable LastSwitch last;

    /**
     * The switch that was asked for last.
     *
     * @param from the mode that was in force
     * @param to the mode that was asked for
     * @param step the step that it is at, or that it ended at
     * @param startedAt when it was asked for
     * @param state {@code running}, {@code complete} or {@code refused}
     * @param reason why it was refused, or null
     */
    public record LastSwitch(
            Mode from,
            Mode to,
            SwitchStep step,
            Instant startedAt,
            String state,
            @Nullable String reason) {

        private LastSwitch at(SwitchStep now) {
            return new LastSwitch(from, to, now, startedAt, state, reason);
        }

        private LastSwitch ended(String how, @Nullable String why) {
            return new LastSwitch(from, to, step, startedAt, how, why);
        }
    }

    /** In the mode that the file says. */
    public ModeSwitch(ModeFile file, Ways ways, ModeEvents events, Ticker ticker) {
        this.file = file;
        this.ways = ways;
        this.events = events;
        this.ticker = ticker;
        this.mode = file.read();
    }

    /** The mode in force. */
    public Mode mode() {
        return mode;
    }

    /** The switch that was asked for last, or null if none was. */
    public @Nullable LastSwitch last() {
        return last;
    }

    /**
     * Whether the rules are as the mode in force needs them, as far as it was up to us: not before
     * the first {@link #reconcile}, nor while they are changed for a switch, nor after one that was
     * refused by then or could not tidy up.
     */
    public boolean isTidy() {
        return tidy;
    }

    /**
     * Changes the mode; does nothing if it is in force already. What {@link #reconcile} does is
     * waited for.
     *
     * @throws WayClosedException if the old mode stays in force: the way ahead is not good, or
     *     another switch is under way, or the choice cannot be stored
     */
    public void change(Mode ahead) throws InterruptedException {
        boolean taken = switching.tryLock();
        while (!taken) {
            boolean soon = reconciling;
            taken = switching.tryLock(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            if (!taken && !soon && !reconciling) {
                throw new WayClosedException(
                        "another switch of the mode is under way; ask again when it is complete",
                        null);
            }
        }
        try {
            if (ahead != mode) {
                change(mode, ahead);
            }
        } finally {
            switching.unlock();
        }
    }

    /**
     * Makes the rules as the mode in force needs them, unless a switch is just doing so.
     *
     * @throws WayClosedException if that cannot be done now
     */
    public void reconcile() throws InterruptedException {
        reconciling = true;
        try {
            if (switching.tryLock()) {
                try {
                    ways.reconcile(mode);
                    tidy = true;
                } finally {
                    switching.unlock();
                }
            }
        } finally {
            reconciling = false;
        }
    }

    private void change(Mode from, Mode ahead) throws InterruptedException {
        long begun = ticker.nanos();
        last = new LastSwitch(from, ahead, SwitchStep.EXAMINE, ticker.now(), "running", null);
        int unsettled;
        try {
            examine(from, ahead);
            tidy = false;
            step(SwitchStep.PREPARE);
            ways.prepare(ahead);
            unsettled = cross(from, ahead);
        } catch (WayClosedException e) {
            String reason = String.valueOf(e.getMessage());
            last = current().ended("refused", reason);
            events.refused(from, ahead, reason);
            throw e;
        }
        step(SwitchStep.TIDY_UP);
        try {
            ways.tidyUp(ahead);
            tidy = true;
        } catch (WayClosedException e) {
            events.untidy(ahead, String.valueOf(e.getMessage()));
        }
        last = current().ended("complete", null);
        events.switched(
                from, ahead, unsettled, TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - begun));
    }

    private void examine(Mode from, Mode ahead) throws InterruptedException {
        events.step(from, ahead, SwitchStep.EXAMINE);
        List<String> problems = ways.examine(ahead);
        if (!problems.isEmpty()) {
            throw new WayClosedException(
                    "mode "
                            + ahead
                            + " is not good now, and "
                            + from
                            + " stays in force: "
                            + String.join("; ", problems),
                    null);
        }
    }

    /** From the old way to the new; whatever happens, readings go on by one of the two. */
    private int cross(Mode from, Mode ahead) throws InterruptedException {
        Mode next = from;
        step(SwitchStep.SETTLE);
        try {
            int unsettled = ways.settle(from);
            step(SwitchStep.STORE);
            file.write(ahead);
            next = ahead;
            mode = ahead;
            return unsettled;
        } catch (IOException e) {
            throw new WayClosedException(
                    "the choice of mode "
                            + ahead
                            + " cannot be stored ("
                            + Reason.of(e)
                            + "), and "
                            + from
                            + " stays in force; make room in dataDirectory, or allow writing to it",
                    e);
        } finally {
            step(SwitchStep.GO_ON);
            ways.goOn(next);
        }
    }

    private void step(SwitchStep step) {
        LastSwitch now = current().at(step);
        last = now;
        events.step(now.from(), now.to(), step);
    }

    private LastSwitch current() {
        LastSwitch now = last;
        if (now == null) {
            throw new IllegalStateException("no switch is under way");
        }
        return now;
    }
}
