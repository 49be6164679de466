/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Measures whether a reading costs more CPU when many others wait in the spool, in one process. The
 * same is done three times: with an empty spool, with a full one, and with an empty one again, so
 * that what the JVM still learns meanwhile falls on both sides. First Firehose refuses everything,
 * and readings are taken in; then it accepts again, and readings are delivered.
 */
final class GrowthFlow implements Flow {

    /** Of {@link Load#readings} each, each time that readings are taken in, or delivered. */
    static final int WINDOWS = 5;

    /** The parts in which the spool is filled, and emptied. */
    private static final int PARTS = 10;

    private static final ToLongFunction<Look> TAKEN_IN = Look::acknowledged;
    private static final ToLongFunction<Look> DELIVERED = Look::taken;

    @Override
    public Sample measure(Stage stage) {
        Load load = stage.load();
        Traffic traffic = Traffic.between(stage);
        traffic.flowUntil(load.warmUp());
        traffic.drain();

        Spell before = measure(stage, traffic, 0);
        Spell full = measure(stage, traffic, load.spooled());
        Spell after = measure(stage, traffic, 0);

        Sample sample = new Sample();
        double inBefore = median(before.takingIn());
        double inFull = median(full.takingIn());
        double inAfter = median(after.takingIn());
        double outBefore = median(before.delivering());
        double outFull = median(full.delivering());
        double outAfter = median(after.delivering());
        sample.put(Metric.TAKING_IN_BEFORE, inBefore);
        sample.put(Metric.TAKING_IN_FULL, inFull);
        sample.put(Metric.TAKING_IN_AFTER, inAfter);
        sample.put(Metric.DELIVERING_BEFORE, outBefore);
        sample.put(Metric.DELIVERING_FULL, outFull);
        sample.put(Metric.DELIVERING_AFTER, outAfter);
        sample.put(Metric.TAKING_IN_GROWTH, growth(inBefore, inFull, inAfter));
        sample.put(Metric.DELIVERING_GROWTH, growth(outBefore, outFull, outAfter));
        sample.put(
                Metric.GROWTH, growth(inBefore + outBefore, inFull + outFull, inAfter + outAfter));
        sample.putParts(Metric.FILLING, full.filling());
        sample.putParts(Metric.EMPTYING, full.emptying());
        sample.putAll(stage.outcome(traffic.drain()));
        return sample;
    }

    /** Fills the spool with so many readings, measures, and empties it. */
    private static Spell measure(Stage stage, Traffic traffic, long spooled) {
        long measured = (long) WINDOWS * stage.load().readings();
        stage.refuse();
        List<Double> filling = takeIn(stage, traffic, spooled, PARTS);
        List<Double> takingIn = takeIn(stage, traffic, measured, WINDOWS);
        stage.accept();
        long delivered = stage.taken();
        List<Double> delivering = deliver(stage, delivered, measured, WINDOWS);
        List<Double> emptying = deliver(stage, delivered + measured, spooled, PARTS);
        traffic.drain();
        return new Spell(filling, takingIn, delivering, emptying);
    }

    private static List<Double> takeIn(Stage stage, Traffic traffic, long readings, int parts) {
        List<Look> looks = new ArrayList<>(List.of(stage.look()));
        long begin = looks.get(0).acknowledged();
        traffic.allowFurther(readings);
        for (int part = 1; part <= parts; part++) {
            traffic.awaitAcknowledged(begin + readings * part / parts);
            looks.add(stage.look());
        }
        return cpuPerMillion(looks, TAKEN_IN);
    }

    /**
     * @param begin how many are delivered before these; it may be some more already
     */
    private static List<Double> deliver(Stage stage, long begin, long readings, int parts) {
        List<Look> looks = new ArrayList<>(List.of(stage.look()));
        for (int part = 1; part <= parts; part++) {
            stage.await(begin + readings * part / parts, () -> {});
            looks.add(stage.look());
        }
        return cpuPerMillion(looks, DELIVERED);
    }

    /** From each look to the next one; NaN where there was nothing between them. */
    private static List<Double> cpuPerMillion(List<Look> looks, ToLongFunction<Look> count) {
        List<Double> parts = new ArrayList<>();
        for (int i = 1; i < looks.size(); i++) {
            Look from = looks.get(i - 1);
            Look to = looks.get(i);
            double millions = (count.applyAsLong(to) - count.applyAsLong(from)) / 1e6;
            parts.add(millions > 0 ? (to.cpuSeconds() - from.cpuSeconds()) / millions : Double.NaN);
        }
        return parts;
    }

    /** Of those that are known. */
    private static double median(List<Double> windows) {
        return Spread.of(windows.stream().filter(Double::isFinite).toList()).median();
    }

    /** Against the mean of before and after. */
    private static double growth(double before, double full, double after) {
        return full / ((before + after) / 2);
    }

    /** CPU seconds per million readings, of each part. */
    private record Spell(
            List<Double> filling,
            List<Double> takingIn,
            List<Double> delivering,
            List<Double> emptying) {}
}
