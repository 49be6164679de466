/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Outlet;
import io.sluice.gateway.rule.ReadingRule;
import io.sluice.gateway.spool.SpoolPosition;

/** Which way a lane goes, and with what. */
public abstract class WayOut {

    private WayOut() {}

    /** Begins the way, for one lane, where the lane's cursor is. */
    abstract Way open(LaneContext context, SpoolPosition begin);

    /** Into Firehose: the rule is applied here. */
    public static WayOut direct(DirectSettings settings, ReadingRule rule, Outlet outlet) {
        return new WayOut() {
            @Override
            Way open(LaneContext context, SpoolPosition begin) {
                return new DirectWay(context, settings, rule, outlet, begin);
            }
        };
    }
}
