/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Outlet;
import io.sluice.gateway.outlet.Publisher;
import io.sluice.gateway.rule.ReadingRule;
import io.sluice.gateway.spool.SpoolPosition;

/** Which way a lane goes, and with what. */
public abstract class WayOut {

    private WayOut() {}

    /** Begins the way, for one lane, where the lane's cursor is. */
    abstract Way open(LaneContext context, SpoolPosition begin);

    /**
     * Into Firehose: the rule is applied here.
     *
     * @param slots what this lane shares with the others
     */
    public static WayOut direct(
            DirectSettings settings,
            ReadingRule rule,
            Provenance provenance,
            Outlet outlet,
            CallSlots slots) {
        return new WayOut() {
            @Override
            Way open(LaneContext context, SpoolPosition begin) {
                return new DirectWay(context, settings, rule, provenance, outlet, slots, begin);
            }
        };
    }

    /** To AWS IoT Core: the rule is applied there. */
    public static WayOut relay(RelaySettings settings, Provenance provenance, Publisher publisher) {
        return new WayOut() {
            @Override
            Way open(LaneContext context, SpoolPosition begin) {
                return new RelayWay(context, settings, provenance, publisher);
            }
        };
    }
}
