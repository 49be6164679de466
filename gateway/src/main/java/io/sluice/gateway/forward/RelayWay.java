/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.OutboundMessage;
import io.sluice.gateway.outlet.Publisher;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.spool.SpooledMessage;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The relay's way: each reading is published by itself, and left to a topic rule of AWS IoT Core.
 * Answers are dealt with by the thread {@code lane-ROUTE-answers}: acknowledged readings are
 * released, refused ones published again after a wait, hopeless ones quarantined.
 */
final class RelayWay implements Way {

    /** How long a reading waits for room before the lane's health is looked at again. */
    private static final Duration ROOM = Duration.ofMillis(250);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final LaneContext context;
    private final RelaySettings settings;
    private final Provenance provenance;
    private final Publisher publisher;
    private final RunAhead runAhead;
    private final ScheduledThreadPoolExecutor answers;

    RelayWay(
            LaneContext context,
            RelaySettings settings,
            Provenance provenance,
            Publisher publisher) {
        this.context = context;
        this.settings = settings;
        this.provenance = provenance;
        this.publisher = publisher;
        this.runAhead = new RunAhead(settings.underWay());
        String name = "lane-" + context.lane().route() + "-answers";
        this.answers = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name));
        this.answers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void take(SpooledMessage taken) throws InterruptedException {
        SpooledMessage reading = taken.apart(); // held until its PUBACK
        OutboundMessage message =
                new OutboundMessage(
                        settings.topicPrefix() + reading.topic(),
                        reading.payload(),
                        provenance.of(reading));
        Failure hopeless = publisher.hopeless(reading.topic(), message);
        if (hopeless != null) {
            context.putAside(reading, hopeless);
            return;
        }
        long number = runAhead.begin();
        ReleaseTracker.Stretch stretch = context.begin(reading.end(), reading.receivedAt());
        new Departure(reading, message, stretch, number).publish();
    }

    /** One reading, from its first publish to its end. */
    private final class Departure {
        private final SpooledMessage reading;
        private final OutboundMessage message;
        private final ReleaseTracker.Stretch stretch;
        private final long number;
        private int attempts;

        Departure(
                SpooledMessage reading,
                OutboundMessage message,
                ReleaseTracker.Stretch stretch,
                long number) {
            this.reading = reading;
            this.message = message;
            this.stretch = stretch;
            this.number = number;
        }

        /** Waits for room; by the reader. */
        void publish() throws InterruptedException {
            @Nullable CompletionStage<Verdict> answer;
            while ((answer = publisher.publish(message, ROOM)) == null) {
                tellProblem();
            }
            await(answer);
        }

        /** By the answers' thread, which must not wait: other answers come meanwhile. */
        private void publishAgain() throws InterruptedException {
            @Nullable CompletionStage<Verdict> answer = publisher.publish(message, Duration.ZERO);
            if (answer == null) {
                tellProblem();
                soon(this::publishAgain, LOOK_AGAIN.toMillis());
            } else {
                await(answer);
            }
        }

        private void tellProblem() {
            Failure problem = publisher.problem();
            if (problem != null) {
                context.health().failed(problem);
            }
        }

        private void await(CompletionStage<Verdict> answer) {
            attempts++;
            answer.whenComplete((verdict, thrown) -> soon(() -> judge(verdict, thrown), 0));
        }

        private void judge(@Nullable Verdict verdict, @Nullable Throwable thrown)
                throws InterruptedException {
            if (verdict == null) {
                throw new IllegalStateException("a publisher that throws", thrown);
            }
            switch (verdict.kind()) {
                case DELIVERED -> {
                    context.health().answered();
                    end();
                    context.events()
                            .relayed(
                                    context.lane(),
                                    reading.payload().size(),
                                    Duration.between(reading.receivedAt(), context.ticker().now()));
                }
                case RETRY -> {
                    Failure failure = Objects.requireNonNull(verdict.failure());
                    context.health().failed(failure);
                    context.events().refused(context.lane(), failure, 1, attempts);
                    soon(
                            this::publishAgain,
                            context.lane()
                                    .backoff()
                                    .before(attempts, ThreadLocalRandom.current())
                                    .toMillis());
                }
                case REJECTED -> {
                    context.health().answered();
                    context.quarantine().keep(reading, Objects.requireNonNull(verdict.failure()));
                    end();
                }
            }
        }

        private void end() {
            stretch.complete();
            runAhead.finish(number);
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private void soon(Step step, long delayMillis) {
        try {
            answers.schedule(() -> run(step), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the way is closed: the reading stays in the spool
        }
    }

    private void run(Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            context.health().died(e);
        }
    }

    @Override
    public void letGo(boolean quiet) {
        // nothing waits for company here
    }

    @Override
    public void flush() {
        // nothing waits for company here
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public Duration patience(Duration longest) {
        return longest;
    }

    @Override
    public int worthReading() {
        return 1;
    }

    @Override
    public void hurry() {
        // it never lingers
    }

    @Override
    public void close() {
        context.tracker().whileNothingIsReleased(answers::shutdownNow);
        try {
            answers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
