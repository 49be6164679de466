/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what lanes told, a word or two each. */
final class RecordedLaneEvents implements LaneEvents {

    private final List<String> told = new ArrayList<>();

    synchronized List<String> told() {
        return List.copyOf(told);
    }

    private synchronized void add(String what) {
        told.add(what);
    }

    @Override
    public void delivered(LaneSettings lane, OutboundRecord record, Duration age) {
        add("delivered " + record.readings());
    }

    @Override
    public void refused(LaneSettings lane, Failure failure, int records, int attempt) {
        add("refused " + records + " attempt " + attempt);
    }

    @Override
    public void quarantined(LaneSettings lane, FailureKind kind, String reason) {
        add("quarantined " + kind.label());
    }

    @Override
    public void blocked(LaneSettings lane, Failure failure) {
        add("blocked " + failure.kind().label());
    }

    @Override
    public void unblocked(LaneSettings lane) {
        add("unblocked");
    }

    @Override
    public void died(LaneSettings lane, Throwable cause) {
        add("died");
    }
}
