/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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

    /** Whether it puts what it takes into Firehose. */
    boolean delivers();

    /** The readings that it gets. */
    Load load();

    /**
     * Starts it; it may not have subscribed yet.
     *
     * @param firehose what it delivers to, if it does
     * @param folder for what it keeps; removed by the caller
     */
    RunningSubject start(Broker broker, @Nullable Firehose firehose, Path folder);
}
