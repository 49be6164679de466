/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.torture.account.Bite;
import io.sluice.torture.system.AwsProcess;
import io.sluice.torture.system.TortureSystem;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** AWS that refuses, is slow, goes away or forgets to answer. */
final class AwsFaults {

    private static final String NO_PROXY = "there is no proxy in this run";
    private static final String DIRECT = "it is a matter of mode direct";
    private static final Duration WHILE = Duration.ofSeconds(10);

    private AwsFaults() {}

    static List<Fault> all() {
        return List.of(
                SimpleFault.of("firehose-down", AwsFaults::down),
                SimpleFault.of("aws-kill", AwsFaults::kill),
                refusing("throttle", "throttle=0.3"),
                refusing("record-failure", "record-failure=0.3"),
                refusing("internal-failure", "internal-failure=0.1"),
                refusing("server-error", "server-error=0.3"),
                refusing("expired-credentials", "expired-token"),
                refusing("access-denied", "access-denied"),
                refusing("quota", "quota=64KiB"),
                SimpleFault.where(
                        TortureSystem::isDirect, DIRECT, "lost-answer", AwsFaults::lostAnswer),
                SimpleFault.of("slow-answer", AwsFaults::slow),
                SimpleFault.where(
                        s -> !s.isDirect(),
                        "it is a matter of mode iot-rule",
                        "rule-failure",
                        AwsFaults::ruleFailure),
                network("aws-cut", AwsFaults::cut),
                network("aws-half-open", AwsFaults::halfOpen),
                network("aws-latency", AwsFaults::latency),
                network("aws-lost-answer", AwsFaults::cutAnswers),
                lane("dead-lane", "access-denied@" + AwsProcess.ARCHIVE, "blocked"),
                lane("slow-lane", "latency=3s@" + AwsProcess.ARCHIVE, ""));
    }

    private static Fault network(String name, SimpleFault.Strike action) {
        return SimpleFault.where(s -> s.options().network(), NO_PROXY, name, action);
    }

    /** A call that is refused is sent again; with internal failures a record may be there. */
    private static Fault refusing(String name, String fault) {
        return SimpleFault.where(
                TortureSystem::isDirect,
                DIRECT,
                name,
                (system, chance, bite) -> {
                    Counted counted = new Counted(system);
                    system.aws().faults(fault);
                    system.flow(WHILE);
                    system.aws().heal();
                    counted.tell(bite, name);
                });
    }

    private static void down(TortureSystem system, Random chance, Bite bite) {
        Counted counted = new Counted(system);
        system.aws().faults("down");
        system.flow(system.options().outage());
        if (system.options().hasSpool()) {
            bite.saw("the spool came to hold " + system.gateway().spoolBytes() / 1024 + " KiB");
        }
        system.aws().heal();
        counted.tell(bite, "down for " + system.options().outage().toSeconds() + " s");
    }

    private static void kill(TortureSystem system, Random chance, Bite bite) {
        Counted counted = new Counted(system);
        bite.saw(system.aws().kill());
        system.flow(Duration.ofMillis(500 + chance.nextInt(3_000)));
        system.aws().restart();
        system.gateway().awaitReady();
        counted.mayRepeat(bite);
    }

    private static void lostAnswer(TortureSystem system, Random chance, Bite bite) {
        Counted counted = new Counted(system);
        system.aws().faults("lost-answer=0.3");
        system.flow(WHILE);
        system.aws().heal();
        counted.tell(bite, "lost-answer");
    }

    private static void slow(TortureSystem system, Random chance, Bite bite) {
        double before = system.gateway().metric("sluice_firehose_calls_seconds_sum");
        system.aws().faults("latency=2s");
        system.flow(WHILE);
        system.aws().heal();
        double seconds = system.gateway().metric("sluice_firehose_calls_seconds_sum") - before;
        bite.expect(
                seconds > 2 || !system.isDirect(),
                "calls took " + Math.round(seconds) + " s in all");
    }

    private static void ruleFailure(TortureSystem system, Random chance, Bite bite) {
        double before = system.gateway().metric("sluice_rule_errors_total");
        system.aws().faults("rule-failure=0.1@" + "torture");
        system.flow(WHILE);
        system.aws().heal();
        double errors = system.gateway().metric("sluice_rule_errors_total") - before;
        bite.expect(errors > 0, Math.round(errors) + " readings came back by the error action");
    }

    private static void cut(TortureSystem system, Random chance, Bite bite) {
        Counted counted = new Counted(system);
        int cut = 0;
        for (int i = 0; i < 10; i++) {
            system.flow(Duration.ofMillis(200 + chance.nextInt(800)));
            cut += system.toAws().cut();
        }
        bite.expect(cut > 0, cut + " connections reset");
        counted.mayRepeat(bite);
    }

    private static void halfOpen(TortureSystem system, Random chance, Bite bite) {
        Counted counted = new Counted(system);
        system.toAws().swallow();
        system.flow(Duration.ofSeconds(15));
        bite.expect(system.toAws().struck() > 0, system.toAws().struck() + " chunks swallowed");
        system.toAws().heal();
        system.flow(Duration.ofSeconds(2));
        counted.mayRepeat(bite);
    }

    private static void latency(TortureSystem system, Random chance, Bite bite) {
        Counted counted = new Counted(system);
        system.toAws().delay(2, TimeUnit.SECONDS);
        system.flow(WHILE);
        bite.expect(
                system.toAws().struck() > 0, system.toAws().struck() + " chunks came 2 s later");
        system.toAws().heal();
        counted.mayRepeat(bite);
    }

    private static void cutAnswers(TortureSystem system, Random chance, Bite bite) {
        Counted counted = new Counted(system);
        system.toAws().cutAnswers();
        system.flow(Duration.ofSeconds(3));
        long cut = system.toAws().struck();
        system.toAws().heal();
        bite.expect(cut > 0, cut + " answers cut");
        system.flow(Duration.ofSeconds(2));
        counted.mayRepeat(bite);
    }

    /** One route's stream fails; the other route goes on. */
    private static Fault lane(String name, String fault, String state) {
        return SimpleFault.where(
                s -> s.isDirect() && s.options().hasSpool(),
                "with durability broker one lane holds back all, and by the rule a failed action is sent again",
                name,
                (system, chance, bite) -> {
                    system.aws().faults(fault);
                    system.flow(Duration.ofSeconds(5));
                    long before = system.aws().usage(AwsProcess.STREAM).path("records").asLong();
                    system.flow(Duration.ofSeconds(5));
                    var archive = system.gateway().lane("archive");
                    long more =
                            system.aws().usage(AwsProcess.STREAM).path("records").asLong() - before;
                    bite.expect(
                            state.isEmpty() || state.equals(archive.path("state").asText()),
                            "lane archive is " + archive.path("state").asText());
                    bite.expect(more > 0, "lane telemetry went on with " + more + " records");
                    system.aws().heal();
                });
    }
}
