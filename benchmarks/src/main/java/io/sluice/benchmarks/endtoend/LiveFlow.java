/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

/** Measures a subject while readings are being published, as fast as the two can. */
final class LiveFlow implements Flow {

    @Override
    public Sample measure(Stage stage) {
        Traffic traffic = Traffic.between(stage);
        traffic.flowUntil(stage.load().warmUp());
        stage.beginCounting();
        Look begin = stage.look();
        traffic.flowUntil(begin.taken() + stage.load().readings());
        Sample sample = stage.look().since(begin);
        sample.putAll(stage.endCounting());
        sample.putAll(stage.outcome(traffic.drain()));
        return sample;
    }
}
