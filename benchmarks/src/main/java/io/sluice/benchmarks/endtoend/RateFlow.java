/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

/**
 * Measures a subject that gets readings at a steady rate, whatever becomes of them (an open loop).
 * It is warmed up as fast as it goes, and has nothing left to do when the rate begins.
 */
final class RateFlow implements Flow {

    @Override
    public Sample measure(Stage stage) {
        Load load = stage.load();
        Traffic traffic = Traffic.between(stage);
        traffic.flowUntil(load.warmUp());
        traffic.drain();
        stage.beginCounting();
        Look begin = stage.look();
        traffic.spread(load.readings(), load.rate());
        if (load.qos() > 0) {
            long share = load.readings() / load.connections();
            stage.await(begin.taken() + share * load.connections(), () -> {});
        } else {
            traffic.drain();
        }
        Sample sample = stage.look().since(begin);
        sample.putAll(stage.endCounting());
        sample.putAll(stage.outcome(traffic.drain()));
        return sample;
    }
}
