/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import java.util.List;

/** One step between a stream and its destination. */
public interface Processor {

    /**
     * Works on a batch.
     *
     * @param records in the order of their arrival
     * @param into takes every record, or what became of it, or its failure; what was dropped on
     *     purpose is in neither
     * @throws InterruptedException if local AWS is stopping; nothing has happened then
     */
    void process(List<DataRecord> records, Processed into) throws InterruptedException;
}
