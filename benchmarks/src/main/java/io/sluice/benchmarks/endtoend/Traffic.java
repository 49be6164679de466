/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.processes.Patience;
import io.sluice.toolkit.CommandFailure;
import java.util.concurrent.TimeUnit;

/**
 * Readings that are published while the subject takes them. The publisher is as fast as the broker,
 * but held back while it is more than {@link Load#ahead} readings ahead of the subject, so that a
 * slower subject is measured in a steady state and not on a growing backlog.
 */
final class Traffic {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_STANDSTILL_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** At QoS 0, readings that have not come by then will not come. */
    private static final long LOST_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Stage stage;
    private final Publisher publisher;
    private long lost;

    private Traffic(Stage stage, Publisher publisher) {
        this.stage = stage;
        this.publisher = publisher;
    }

    /**
     * Starts the subject and, when that has subscribed, the publisher; nothing is published yet.
     */
    static Traffic between(Stage stage) {
        stage.startSubject();
        stage.subject().awaitSubscribed();
        return new Traffic(stage, stage.startPublisher());
    }

    /** Lets readings flow until the subject is done with so many in all. */
    void flowUntil(long taken) {
        stage.await(taken, this::allow);
    }

    private void allow() {
        if (stage.load().qos() == 0 && stage.stillNanos() > LOST_AFTER_NANOS) {
            lost = publisher.progress().acknowledged() - stage.taken();
        }
        publisher.allow(stage.taken() + lost + stage.load().mostAhead());
    }

    /** Lets so many more be published, as fast as they are taken, however far ahead that is. */
    void allowFurther(long count) {
        publisher.allow(publisher.progress().allowed() + count);
    }

    /** Publishes so many more at a rate. */
    void spread(long count, double perSecond) {
        publisher.spread(count, perSecond);
    }

    /**
     * Waits until all that may be published has been, and has arrived where it shall.
     *
     * @return how many were published
     */
    long drain() {
        long published = awaitAcknowledged(publisher.progress().allowed());
        stage.awaitEnd(published);
        return published;
    }

    /**
     * Waits until so many in all have been published and acknowledged.
     *
     * @return how many have been
     */
    long awaitAcknowledged(long target) {
        long acknowledged = publisher.progress().acknowledged();
        long movedAt = System.nanoTime();
        while (acknowledged < target) {
            if (System.nanoTime() - movedAt > LONGEST_STANDSTILL_NANOS) {
                throw CommandFailure.failed(
                        "%,d of %,d readings are acknowledged, and no more for a minute: %s"
                                .formatted(
                                        acknowledged,
                                        target,
                                        stage.subject().process().lastWords()));
            }
            Patience.pause(BETWEEN_LOOKS_NANOS);
            long now = publisher.progress().acknowledged();
            if (now > acknowledged) {
                acknowledged = now;
                movedAt = System.nanoTime();
            }
        }
        return acknowledged;
    }
}
