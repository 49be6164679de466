/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.pack.Separator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * In what a deployed rule differs from what the route needs, so that the records would differ, or
 * get lost.
 *
 * @param problem what, and what to do
 * @param harm how bad it is
 */
record RuleDrift(String problem, Harm harm) {

    /** What happens if readings go by the rule all the same. */
    enum Harm {
        /** They do not get through: nothing may be sent to it. */
        STOPS,
        /** Other records than in direct mode: a switch is refused. */
        DIFFERS,
        /** Nothing, until the rule's action fails. */
        RISKS
    }

    /** Everything that is wrong with the rule but that it is disabled. */
    static List<RuleDrift> of(
            @Nullable DeployedRule deployed, RouteConfig route, RouteRule wanted) {
        List<RuleDrift> drifts = new ArrayList<>();
        String name = "topic rule " + wanted.name();
        if (deployed == null) {
            drifts.add(
                    new RuleDrift(
                            name
                                    + " is not there (or the policy does not allow iot:GetTopicRule); deploy it from the template",
                            Harm.STOPS));
            return drifts;
        }
        action(deployed, route, wanted, name, drifts);
        sql(deployed, wanted, name, drifts);
        if (!deployed.errorAction()) {
            drifts.add(
                    new RuleDrift(
                            name
                                    + " has no error action: what its Firehose action fails for is lost; add one",
                            Harm.RISKS));
        }
        return drifts;
    }

    private static void action(
            DeployedRule deployed,
            RouteConfig route,
            RouteRule wanted,
            String name,
            List<RuleDrift> drifts) {
        DeployedRule.FirehoseAction action = RouteRules.actionInto(deployed, route.stream());
        if (action == null) {
            drifts.add(
                    new RuleDrift(
                            name
                                    + " has no action that puts into stream "
                                    + route.stream()
                                    + "; add one, or set the route's stream to where it puts",
                            Harm.STOPS));
            return;
        }
        Separator separator = RouteRules.separator(action.separator());
        if (separator != wanted.separator()) {
            drifts.add(
                    new RuleDrift(
                            name
                                    + " has the separator "
                                    + label(separator)
                                    + ", and the route "
                                    + label(wanted.separator())
                                    + "; make them the same (route's pack.separator)",
                            Harm.DIFFERS));
        }
        if (action.batchMode() != wanted.batchMode()) {
            drifts.add(
                    new RuleDrift(
                            name
                                    + " has batchMode "
                                    + action.batchMode()
                                    + ", and the route "
                                    + wanted.batchMode()
                                    + "; make them the same (route's rule.batchMode)",
                            Harm.DIFFERS));
        }
        if (action.batchMode() && !words(deployed.sql()).startsWith("select value ")) {
            drifts.add(
                    new RuleDrift(
                            name
                                    + " has batchMode, but its SQL yields no array; write SELECT VALUE, or turn batchMode off",
                            Harm.RISKS));
        }
    }

    private static void sql(
            DeployedRule deployed, RouteRule wanted, String name, List<RuleDrift> drifts) {
        if (deployed.sqlVersion() == null && !wanted.sqlVersion().equals(RouteRules.OLD_VERSION)) {
            drifts.add(
                    new RuleDrift(
                            name
                                    + " names no SQL version, which AWS takes for 2015-10-08; set awsIotSqlVersion to "
                                    + wanted.sqlVersion(),
                            Harm.DIFFERS));
        } else if (deployed.sqlVersion() != null
                && !deployed.sqlVersion().equals(wanted.sqlVersion())) {
            drifts.add(
                    new RuleDrift(
                            name
                                    + " has SQL version "
                                    + deployed.sqlVersion()
                                    + ", and the route "
                                    + wanted.sqlVersion()
                                    + "; make them the same",
                            Harm.DIFFERS));
        }
        if (wanted.sql() != null && !sameText(wanted.sql(), deployed.sql())) {
            drifts.add(
                    new RuleDrift(
                            name
                                    + " has other SQL than the route: "
                                    + deployed.sql().strip()
                                    + "; make them the same, and restart the gateway if the rule's is the newer",
                            Harm.DIFFERS));
        }
    }

    private static boolean sameText(String one, String other) {
        return one.strip().replaceAll("\\s+", " ").equals(other.strip().replaceAll("\\s+", " "));
    }

    private static String words(String sql) {
        return sql.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private static String label(Separator separator) {
        return separator.name().toLowerCase(Locale.ROOT);
    }
}
