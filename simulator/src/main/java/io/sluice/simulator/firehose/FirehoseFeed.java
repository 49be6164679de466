/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.firehose;

import io.sluice.simulator.fleet.Crew;
import io.sluice.simulator.fleet.Emitter;
import io.sluice.simulator.fleet.FleetProgress;
import io.sluice.simulator.fleet.FleetSummary;
import io.sluice.simulator.fleet.Workload;
import io.sluice.simulator.ledger.Ledger;
import io.sluice.toolkit.CommandFailure;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/**
 * The devices' readings straight into a delivery stream. A reading counts as published when the
 * first call that carries it begins, and as acknowledged when Firehose has accepted that very
 * record; refused ones are sent again. Any thread may call it. The ledger stays the caller's.
 */
public final class FirehoseFeed implements Emitter {

    // a call that hangs ends by the client's timeouts
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final StreamTarget target;
    private final Workload workload;
    private final FirehoseClient client;
    private final FleetProgress progress = new FleetProgress();
    private final Crew crew = new Crew(progress);

    private FirehoseFeed(StreamTarget target, Workload workload, FirehoseClient client) {
        this.target = target;
        this.workload = workload;
        this.client = client;
    }

    /**
     * Starts sending, and returns at once.
     *
     * @throws CommandFailure if the options cannot work
     */
    public static FirehoseFeed start(StreamTarget target, Workload workload, Ledger ledger) {
        if (workload.payloadBytes() >= StreamWriter.MAX_RECORD_BYTES) {
            throw CommandFailure.usage(
                    "--payload-bytes is at most "
                            + (StreamWriter.MAX_RECORD_BYTES - 1)
                            + " with --to, since Firehose takes records of up to "
                            + StreamWriter.MAX_RECORD_BYTES
                            + " bytes, and each has a newline");
        }
        FirehoseClient client = FirehoseClients.open(target);
        FirehoseFeed feed = new FirehoseFeed(target, workload, client);
        FeedLoop loop =
                new FeedLoop(
                        target,
                        workload,
                        new StreamWriter(client, target.stream()),
                        ledger,
                        feed.progress);
        feed.crew.start("firehose-feed", loop);
        return feed;
    }

    @Override
    public long published() {
        return progress.publishedCount();
    }

    @Override
    public long acknowledged() {
        return progress.acknowledgedCount();
    }

    @Override
    public boolean isFinished() {
        return crew.isGone() || progress.failure().isPresent();
    }

    @Override
    public Optional<String> failure() {
        return progress.failure();
    }

    @Override
    public FleetSummary stop(Duration drain) throws InterruptedException {
        progress.stop(drain);
        crew.await(drain.plus(FAREWELL));
        client.close();
        if (!progress.wasConnected()) {
            progress.fail(
                    "nothing was accepted by " + target + "; check that it runs and is reachable");
        }
        return new FleetSummary(
                published(), acknowledged(), published(), workload.devices(), progress.elapsed());
    }

    @Override
    public void close() {
        try {
            stop(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
