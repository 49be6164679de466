/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.localaws.LocalAws;
import io.sluice.simulator.verify.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a run, while everything but the devices still works: what the broker has acknowledged
 * may be in the broker, in the gateway or in Firehose's buffer, and is given the time to arrive.
 */
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** As long as something moves, we wait; when for so long nothing has, there is no more. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final long LOOK_EVERY_MILLIS = 50;

    private final LocalAws aws;
    private final AcceptedReadings accepted;
    private final Verification verification;

    /**
     * @param verification of this run's readings
     */
    Settlement(LocalAws aws, AcceptedReadings accepted, Verification verification) {
        this.aws = aws;
        this.accepted = accepted;
        this.verification = verification;
    }

    /**
     * Returns when all that was acknowledged is in the files, or no more of it comes.
     *
     * @param acknowledged how many readings that are
     */
    void await(long acknowledged) throws IOException, InterruptedException {
        long seen = accepted.count();
        long looked = -1;
        long movedAtNanos = System.nanoTime();
        while (System.nanoTime() - movedAtNanos < PATIENCE.toNanos()) {
            // copies count too, so that only the files can say that all is there
            if (seen >= acknowledged && seen != looked) {
                looked = seen;
                if (isComplete()) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            long now = accepted.count();
            if (now != seen) {
                seen = now;
                movedAtNanos = System.nanoTime();
            }
        }
        LOG.atWarn()
                .addKeyValue("acknowledged", acknowledged)
                .addKeyValue("accepted", seen)
                .log("no more readings arrive");
    }

    private boolean isComplete() throws IOException {
        try {
            aws.flush();
        } catch (UncheckedIOException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("files cannot be written");
            return false;
        }
        return verification.report().isLossless();
    }
}
