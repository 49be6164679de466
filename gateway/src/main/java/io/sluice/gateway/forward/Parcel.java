/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.pack.PackedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A record on its way out, and what to do once all its readings have left the gateway.
 *
 * @param packed the record and its readings
 * @param done called exactly once
 */
record Parcel(PackedRecord<Outgoing> packed, Runnable done) {

    /** One parcel for each reading; this one is done when all of them are. */
    List<Parcel> split() {
        AtomicInteger left = new AtomicInteger(packed.readings().size());
        Runnable partDone =
                () -> {
                    if (left.decrementAndGet() == 0) {
                        done.run();
                    }
                };
        List<Parcel> parts = new ArrayList<>();
        for (int i = 0; i < packed.readings().size(); i++) {
            parts.add(new Parcel(packed.alone(i), partDone));
        }
        return parts;
    }

    int size() {
        return packed.record().size();
    }
}
