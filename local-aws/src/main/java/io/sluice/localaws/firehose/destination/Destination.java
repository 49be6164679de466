/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.destination;

import io.sluice.localaws.outside.StandIns;
import java.util.List;
import java.util.Optional;

/** Where batches are sent to. One attempt; retrying is the business of whoever calls. */
public interface Destination {

    /**
     * Sends a batch.
     *
     * @return one fate for each record of the batch, in its order
     * @throws InterruptedException if local AWS is stopping; what became of the batch is not known
     */
    List<Fate> send(Batch batch, Carrier carrier) throws InterruptedException;

    /** The {@code error-output-type} of what it does not take. */
    String errorOutputType();

    /** Most records in a batch. */
    int maxRecords();

    /** What is missing among the stand-ins, with the remedy; empty if nothing is. */
    Optional<String> missing(StandIns standIns);
}
