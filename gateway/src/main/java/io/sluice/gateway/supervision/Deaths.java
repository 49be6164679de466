/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.supervision;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of this process that were ended by something that nobody caught. Each stage of the
 * gateway deals with its own failures; this is for what they did not think of. Any thread.
 */
public final class Deaths implements Thread.UncaughtExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger("gateway");

    /** More tell nothing new, and a thread that is made anew and dies again would fill memory. */
    private static final int MOST = 20;

    private final List<String> causes = new CopyOnWriteArrayList<>();

    /** Hears of every thread of the process that has no handler of its own. */
    public static Deaths ofThisProcess() {
        Deaths deaths = new Deaths();
        Thread.setDefaultUncaughtExceptionHandler(deaths);
        return deaths;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
        log.atError()
                .addKeyValue("thread", thread.getName())
                .setCause(cause)
                .log("a thread has died; the gateway is not live any more, restart it");
        if (causes.size() < MOST) {
            causes.add("thread " + thread.getName() + " died (" + cause + "); restart the gateway");
        }
    }

    /** Which threads died and of what, in words; empty if none did. */
    public List<String> causes() {
        return List.copyOf(causes);
    }

    /**
     * A task for an executor that keeps to itself what its tasks throw: it goes to the thread's
     * handler.
     */
    public static Runnable unsilenced(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                throw e;
            }
        };
    }
}
