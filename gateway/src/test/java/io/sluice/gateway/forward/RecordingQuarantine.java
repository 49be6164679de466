/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps dead letters in memory, unless it is full. */
final class RecordingQuarantine implements Quarantine {

    private final List<DeadLetter> letters = new ArrayList<>();
    private int refusalsLeft;
    private int refusals;

    /** Refuses so many times. */
    synchronized RecordingQuarantine refusing(int times) {
        refusalsLeft = times;
        return this;
    }

    @Override
    public synchronized void store(DeadLetter letter) {
        if (refusalsLeft > 0) {
            refusalsLeft--;
            refusals++;
            throw new QuarantineException("Quarantine is full", null);
        }
        letters.add(letter);
    }

    synchronized List<DeadLetter> letters() {
        return List.copyOf(letters);
    }

    synchronized int refusals() {
        return refusals;
    }

    synchronized List<String> payloads() {
        return letters.stream()
                .map(letter -> new String(letter.payload().toByteArray(), StandardCharsets.UTF_8))
                .toList();
    }
}
