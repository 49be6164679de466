/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.nio.file.Path;
import java.util.Map;

/** Something that takes the readings off the broker, to be measured. */
interface Subject {

    /** What it is called in the table. */
    String title();

    /** What it is called in the JSON. */
    String key();

    /** The client id whose session holds the readings. */
    String clientId();

    /** How many readings the broker may send ahead of its acknowledgements. */
    int receiveMaximum();

    /**
     * Takes the whole backlog; returns when it is done and everything that was started has ended.
     *
     * @param folder for what it keeps; removed by the caller
     */
    Map<Metric, Double> take(Broker broker, Path folder);

    /**
     * Subscribes, and takes readings while they are being published; returns when it is done and
     * everything that was started has ended.
     *
     * @param folder for what it keeps; removed by the caller
     */
    Map<Metric, Double> follow(Broker broker, Path folder);
}
