/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.util.Map;

/** Measures a subject while readings are being published, as fast as the two can. */
final class LiveFlow implements Flow {

    @Override
    public Map<Metric, Double> measure(Stage stage) {
        Traffic traffic = Traffic.between(stage);
        traffic.flowUntil(stage.load().warmUp());
        stage.beginCounting();
        Look begin = stage.look();
        traffic.flowUntil(begin.taken() + stage.load().readings());
        Map<Metric, Double> sample = stage.look().since(begin);
        sample.putAll(stage.endCounting());
        sample.putAll(stage.outcome(traffic.drain()));
        return sample;
    }
}
