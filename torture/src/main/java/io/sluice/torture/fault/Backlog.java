/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.torture.account.Bite;
import io.sluice.torture.system.AwsProcess;
import io.sluice.torture.system.GatewayProcess;
import io.sluice.torture.system.GatewayYaml;
import io.sluice.torture.system.TortureSystem;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/**
 * Firehose is away until the spool holds so many readings; then the gateway is killed and started
 * with its full spool, and Firehose comes back with the quota of its Region. Measures memory,
 * start, catch-up, what live readings suffer meanwhile, and the disk that is given back.
 */
final class Backlog implements Fault {

    private static final double MIB = 1 << 20;

    /** Direct PUT in eu-west-1, bytes a second (Amazon Data Firehose, Quota). */
    private static final double QUOTA_MIB = 5;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration START = Duration.ofSeconds(5);

    /** A lane that is so little behind has caught up: what comes in a second or two. */
    private static final long CAUGHT_UP_BYTES = 4 << 20;

    private final long readings;

    Backlog(long readings) {
        this.readings = readings;
    }

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public void strike(TortureSystem system, Random chance, Bite bite) {
        Counted counted = new Counted(system);
        system.aws().faults("down");
        fill(system, bite);
        counted.mayRepeat(bite);
        restart(system, bite);
        catchUp(system, bite);
    }

    /** The heap is as large with many readings in the spool as with few. */
    private void fill(TortureSystem system, Bite bite) {
        long before = system.ledger().acknowledged();
        double atAQuarter = 0;
        double least = Double.MAX_VALUE;
        double rssAtAQuarter = 0;
        long taken = 0;
        while (taken < readings) {
            system.flow(LOOK);
            long now = system.ledger().acknowledged() - before;
            least = Math.min(least, heapMib(system.gateway()));
            if (taken < readings / 4 && now >= readings / 4) {
                atAQuarter = least;
                rssAtAQuarter = system.gateway().running().peakMemoryMib();
                least = Double.MAX_VALUE;
            }
            taken = now;
        }
        bite.expect(
                system.gateway().spoolBytes() > readings,
                mib(system.gateway().spoolBytes()) + " in the spool after " + taken + " readings");
        bite.saw(
                String.format(
                        Locale.ROOT,
                        "least heap %.0f MiB in the first quarter, %.0f MiB after it; peak memory of the process %.0f and %.0f MiB",
                        atAQuarter,
                        least,
                        rssAtAQuarter,
                        system.gateway().running().peakMemoryMib()));
        bite.expect(
                system.gateway().metric("jvm_memory_max_bytes{area=\"heap\"") <= 256 * MIB,
                "heap of at most 256 MiB");
    }

    private static void restart(TortureSystem system, Bite bite) {
        bite.saw(system.gateway().kill());
        bite.inFlight(GatewayYaml.RECEIVE_MAXIMUM, "the broker's window");
        long began = System.nanoTime();
        system.gateway().launch();
        boolean connected =
                system.waitUntil(Duration.ofMinutes(3), () -> system.gateway().isSubscribed());
        double seconds = (System.nanoTime() - began) / 1e9;
        bite.expect(
                connected && seconds < START.toSeconds(),
                String.format(Locale.ROOT, "subscribed %.1f s after its start", seconds));
    }

    private void catchUp(TortureSystem system, Bite bite) {
        long behind = behind(system.gateway());
        long acknowledged = system.ledger().acknowledged();
        long delivered = system.aws().usage(AwsProcess.STREAM).path("payloadBytes").asLong();
        long refused = system.aws().usage(AwsProcess.STREAM).path("refusedRecords").asLong();
        long records = system.aws().usage(AwsProcess.STREAM).path("records").asLong();
        system.aws().faults("quota");
        long began = System.nanoTime();
        boolean caughtUp =
                system.waitUntil(
                        LONGEST,
                        () -> {
                            system.flow(LOOK);
                            return behind(system.gateway()) < CAUGHT_UP_BYTES;
                        });
        double seconds = (System.nanoTime() - began) / 1e9;
        double rate =
                (system.aws().usage(AwsProcess.STREAM).path("payloadBytes").asLong() - delivered)
                        / MIB
                        / seconds;
        double live = (system.ledger().acknowledged() - acknowledged) / seconds;
        long refusedNow = system.aws().usage(AwsProcess.STREAM).path("refusedRecords").asLong();
        long recordsNow = system.aws().usage(AwsProcess.STREAM).path("records").asLong();
        system.aws().heal();
        bite.expect(
                caughtUp,
                String.format(
                        Locale.ROOT,
                        "%s behind, caught up in %.0f s at %.2f MiB/s, which is %.0f %% of the quota; %.2f %% of records refused; live readings acknowledged at %.0f/s of %d/s",
                        mib(behind),
                        seconds,
                        rate,
                        100 * rate / QUOTA_MIB,
                        100.0
                                * (refusedNow - refused)
                                / Math.max(1, recordsNow - records + refusedNow - refused),
                        live,
                        system.options().rate()));
        bite.expect(live > 0.5 * system.options().rate(), "live readings were taken all the time");
        boolean given =
                system.waitUntil(
                        Duration.ofMinutes(1),
                        () -> system.gateway().spoolBytes() < 2 * CAUGHT_UP_BYTES);
        bite.expect(given, mib(system.gateway().spoolBytes()) + " left in the spool");
    }

    private static long behind(GatewayProcess gateway) {
        return gateway.lane("telemetry").path("bytesBehind").asLong(Long.MAX_VALUE);
    }

    private static double heapMib(GatewayProcess gateway) {
        double used = gateway.metric("jvm_memory_used_bytes{area=\"heap\"");
        return used == 0 ? Double.MAX_VALUE : used / MIB;
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", bytes / MIB);
    }
}
