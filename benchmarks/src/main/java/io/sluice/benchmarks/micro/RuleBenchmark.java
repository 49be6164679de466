/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.rule.RuleIdentity;
import io.sluice.gateway.rule.RuleResult;
import io.sluice.gateway.rule.TopicRule;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A topic rule applied to one reading, in direct mode. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RuleBenchmark {

    private static final String FROM = " FROM 'sensors/+/telemetry'";
    private static final String TWO_FUNCTIONS =
            "*, topic(2) AS device, round(temperature_c) AS degrees";

    private final TopicRule passThrough = rule("SELECT *" + FROM);
    private final TopicRule projection =
            rule(
                    "SELECT seq, battery_v, topic(2) AS device, round(temperature_c) AS degrees"
                            + FROM);
    private final TopicRule hit = rule("SELECT *" + FROM + " WHERE temperature_c < 40");
    private final TopicRule miss = rule("SELECT *" + FROM + " WHERE temperature_c > 40");
    private final TopicRule twoFunctionsAdded =
            rule("SELECT " + TWO_FUNCTIONS + FROM + " WHERE temperature_c < 40");

    private Payload[] payloads;
    private String[] topics;
    private int next;

    /** Makes the readings. */
    @Setup
    public void open() {
        payloads = VariedReadings.payloads();
        topics = new String[VariedReadings.COUNT];
        for (int i = 0; i < VariedReadings.COUNT; i++) {
            topics[i] = VariedReadings.topic(i);
        }
    }

    /** {@code SELECT *}: the payload is not looked at. */
    @Benchmark
    public RuleResult passThrough() {
        return apply(passThrough, RuleResult.Kind.FIRED);
    }

    /** Two fields and two functions. */
    @Benchmark
    public RuleResult projection() {
        return apply(projection, RuleResult.Kind.FIRED);
    }

    /** {@code SELECT *} and a WHERE that is true. */
    @Benchmark
    public RuleResult whereHit() {
        return apply(hit, RuleResult.Kind.FIRED);
    }

    /** {@code SELECT *} and a WHERE that is not true. */
    @Benchmark
    public RuleResult whereMiss() {
        return apply(miss, RuleResult.Kind.SILENT);
    }

    /** {@code SELECT *} with two functions added, and a WHERE that is true. */
    @Benchmark
    public RuleResult twoFunctionsAdded() {
        return apply(twoFunctionsAdded, RuleResult.Kind.FIRED);
    }

    private RuleResult apply(TopicRule rule, RuleResult.Kind expected) {
        int one = next++ % VariedReadings.COUNT;
        RuleResult result = rule.apply(topics[one], payloads[one], MessageProperties.NONE);
        if (result.kind() != expected) {
            throw new IllegalStateException(rule + ": " + result);
        }
        return result;
    }

    private static TopicRule rule(String sql) {
        return TopicRule.parse(
                sql, "2016-03-23", false, new RuleIdentity("000000000000", "sluice-gateway"));
    }
}
