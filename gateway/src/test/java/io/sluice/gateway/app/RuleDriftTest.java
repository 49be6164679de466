/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.pack.Separator;
import io.sluice.gateway.rule.ReadingRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleDriftTest {

    private static final RouteConfig ROUTE =
            ConfigLoader.parse(
                            """
                            source: {broker: mqtt://b}
                            aws: {region: eu-west-1}
                            routes: [{name: r, filter: 'a/#', stream: s, rule: {name: my_rule}}]
                            """,
                            Map.of())
                    .routes()
                    .get(0);
    private static final RouteRule WANTED =
            new RouteRule(
                    "my_rule",
                    "SELECT *\n  FROM 'a/#'",
                    "2016-03-23",
                    false,
                    Separator.NEWLINE,
                    ReadingRule.AS_IT_CAME);

    private static DeployedRule deployed(
            String sql,
            @Nullable String version,
            String stream,
            String separator,
            boolean batchMode,
            boolean errorAction) {
        return new DeployedRule(
                "my_rule",
                sql,
                version,
                false,
                List.of(new DeployedRule.FirehoseAction(stream, separator, batchMode)),
                errorAction);
    }

    private static List<String> harms(@Nullable DeployedRule deployed) {
        return RuleDrift.of(deployed, ROUTE, WANTED).stream()
                .map(drift -> drift.harm() + " " + drift.problem())
                .toList();
    }

    @Test
    void isNothingIfTheRuleIsAsItShouldBe() {
        assertThat(harms(deployed("SELECT * FROM 'a/#'", "2016-03-23", "s", "\n", false, true)))
                .isEmpty();
    }

    @Test
    void isThatTheRuleIsMissing() {
        assertThat(harms(null))
                .singleElement()
                .asString()
                .startsWith("STOPS topic rule my_rule is not there");
    }

    @Test
    void isThatTheRulePutsElsewhere() {
        assertThat(harms(deployed("SELECT * FROM 'a/#'", "2016-03-23", "t", "\n", false, true)))
                .singleElement()
                .asString()
                .startsWith("STOPS topic rule my_rule has no action that puts into stream s");
    }

    @Test
    void isOtherSqlSeparatorVersionAndBatchMode() {
        // When
        List<String> found = harms(deployed("SELECT a FROM 'a/#'", null, "s", "", true, true));

        // Then
        assertThat(found)
                .satisfiesExactlyInAnyOrder(
                        drift ->
                                assertThat(drift)
                                        .startsWith("DIFFERS")
                                        .contains("the separator none, and the route newline"),
                        drift ->
                                assertThat(drift)
                                        .startsWith("DIFFERS")
                                        .contains("batchMode true, and the route false"),
                        drift -> assertThat(drift).startsWith("RISKS").contains("yields no array"),
                        drift ->
                                assertThat(drift)
                                        .startsWith("DIFFERS")
                                        .contains("names no SQL version"),
                        drift ->
                                assertThat(drift)
                                        .startsWith("DIFFERS")
                                        .contains("other SQL than the route: SELECT a FROM 'a/#'"));
    }

    @Test
    void isThatThereIsNoErrorAction() {
        assertThat(harms(deployed("SELECT * FROM 'a/#'", "2016-03-23", "s", "\n", false, false)))
                .singleElement()
                .asString()
                .startsWith("RISKS topic rule my_rule has no error action");
    }
}
