/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.torture.account.Bite;
import io.sluice.torture.system.TortureSystem;
import java.time.Duration;

/** What the gateway has counted since a fault began, on a gateway that is not restarted. */
final class Counted {

    /** Readings in a record at most, as the gateway's configuration says. */
    private static final int READINGS_IN_A_RECORD = 100;

    /** Readings under way to AWS IoT Core on a connection, and connections there may be. */
    private static final long RELAYED_UNDER_WAY = 50 * 100;

    private final TortureSystem system;
    private final boolean direct;
    private final long refused;
    private final long unanswered;
    private final double broken;

    Counted(TortureSystem system) {
        this.system = system;
        this.direct = system.isDirect();
        this.refused = system.gateway().counter("refusedRecords");
        this.unanswered = system.gateway().counter("unansweredRecords");
        this.broken = system.gateway().metric("sluice_relay_connections_failed_total");
    }

    /** Expects that records were refused or not answered. */
    void tell(Bite bite, String what) {
        // a call that is under way ends before it is counted
        system.flow(Duration.ofSeconds(3));
        long struck =
                system.gateway().counter("refusedRecords")
                        + system.gateway().counter("unansweredRecords")
                        - refused
                        - unanswered;
        bite.expect(struck > 0 || !direct, what + ": " + struck + " records sent again");
        mayRepeat(bite);
    }

    /** What got no answer may come twice. */
    void mayRepeat(Bite bite) {
        JsonNode status = system.gateway().status();
        long records = status.path("counters").path("unansweredRecords").asLong() - unanswered;
        if (records > 0 && direct) {
            bite.inFlight(
                    records * READINGS_IN_A_RECORD, "in " + records + " records without an answer");
        }
        double more = system.gateway().metric("sluice_relay_connections_failed_total") - broken;
        if (more > 0) {
            bite.inFlight(
                    Math.min(RELAYED_UNDER_WAY, Math.round(more) * 100),
                    "on " + Math.round(more) + " broken connections to AWS IoT Core");
        }
    }
}
