/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.destination;

import io.sluice.localaws.firehose.process.DataRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Records that are sent together.
 *
 * @param id the same for each attempt
 * @param streamArn whose they are
 * @param items what is still to be sent, at least one
 */
public record Batch(String id, String streamArn, List<Item> items) {

    /**
     * A record with its place in the whole batch, which does not change when others are settled.
     *
     * @param index from 0
     * @param record the record
     */
    public record Item(int index, DataRecord record) {}

    /** The same fate for all. */
    List<Fate> all(Fate fate) {
        return new ArrayList<>(Collections.nCopies(items.size(), fate));
    }
}
