/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The registry of all metrics, in Prometheus' text format. Metric names are public interface:
 * docs/reference/metrics.md lists them.
 */
public final class Metrics implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;

    private static final double[] PERCENTILE_BUCKETS_SECONDS = {
        0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600
    };

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private @Nullable JvmGcMetrics gc;
    private boolean closed;

    /** Adds the JVM's own, which takes a tenth of a start and can be done after it. Idempotent. */
    public synchronized void addJvm() {
        if (gc != null || closed) {
            return;
        }
        gc = new JvmGcMetrics();
        gc.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** All metrics, the JVM's too, in Prometheus' text format, version 0.0.4. */
    public String scrape() {
        addJvm();
        return registry.scrape();
    }

    /** A number that goes up and down, read when scraped. */
    public <T> void gauge(
            String name, String help, T of, ToDoubleFunction<T> value, String... labels) {
        Gauge.builder(name, of, value)
                .description(help)
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    /** A counter that many threads add to cheaply. */
    LongAdder adder(String name, String help, String... labels) {
        LongAdder adder = new LongAdder();
        FunctionCounter.builder(name, adder, LongAdder::doubleValue)
                .description(help)
                .tags(labels)
                .register(registry);
        return adder;
    }

    /** A counter of seconds that is added to in nanoseconds. */
    LongAdder secondsAdder(String name, String help, String... labels) {
        LongAdder nanos = new LongAdder();
        FunctionCounter.builder(name, nanos, adder -> adder.sum() / NANOS_PER_SECOND)
                .description(help)
                .tags(labels)
                .register(registry);
        return nanos;
    }

    /** A counter for rare things, whose labels are known only when they happen. */
    Counter counter(String name, String help, String... labels) {
        return Counter.builder(name).description(help).tags(labels).register(registry);
    }

    /** A distribution of durations. */
    Timer timer(String name, String help, String... labels) {
        Duration[] buckets = new Duration[PERCENTILE_BUCKETS_SECONDS.length];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = Duration.ofNanos((long) (PERCENTILE_BUCKETS_SECONDS[i] * 1e9));
        }
        return Timer.builder(name)
                .description(help)
                .tags(labels)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    MeterRegistry registry() {
        return registry;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (gc != null) {
            gc.close();
        }
        registry.close();
    }
}
