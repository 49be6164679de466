/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a run: started together, waited for together, and none dies in silence. */
public final class Crew {

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private final List<Thread> threads = new ArrayList<>();
    private final FleetProgress progress;

    /**
     * @param progress is told if a thread dies of an exception
     */
    public Crew(FleetProgress progress) {
        this.progress = progress;
    }

    /** Starts one more. */
    public void start(String name, Runnable work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (RuntimeException | Error e) {
                                LOG.debug("thread died", e);
                                progress.fail(name + " ended by " + e);
                            }
                        },
                        name);
        threads.add(thread);
        thread.start();
    }

    /** Whether all have ended. */
    public boolean isGone() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** Waits until all have ended, and interrupts those who have not by then. */
    public void await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (Thread thread : threads) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            thread.join(Math.max(1, left));
            if (thread.isAlive()) {
                thread.interrupt();
            }
        }
    }
}
