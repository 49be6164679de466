/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.pack.Separator;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the SQL, the separator and the batch mode of a route come from. */
class RouteRulesTest {

    private static final String TEMPLATE =
            """
            Resources:
              Rule:
                Type: AWS::IoT::TopicRule
                Properties:
                  RuleName: readings
                  TopicRulePayload:
                    Sql: SELECT VALUE readings FROM 'a'
                    AwsIotSqlVersion: '2016-03-23'
                    Actions: [{Firehose: {DeliveryStreamName: lake, Separator: ',', BatchMode: true}}]
            """;

    @TempDir private Path folder;

    @Test
    void takesEverythingFromTheTemplate() throws IOException {
        // Given
        Path template = template(TEMPLATE);

        // When
        RouteRule rule = read("rule: {template: '" + template + "'}");

        // Then
        assertThat(rule.name()).isNull();
        assertThat(rule.sql()).isEqualTo("SELECT VALUE readings FROM 'a'");
        assertThat(rule.sqlVersion()).isEqualTo("2016-03-23");
        assertThat(rule.batchMode()).isTrue();
        assertThat(rule.separator()).isEqualTo(Separator.COMMA);
    }

    @Test
    void prefersWhatTheRouteSaysToTheTemplate() throws IOException {
        // Given
        Path template = template(TEMPLATE);

        // When
        RouteRule rule =
                read(
                        "rule: {name: readings, template: '"
                                + template
                                + "', batchMode: false}, pack: {separator: tab}");

        // Then
        assertThat(rule.name()).isEqualTo("readings");
        assertThat(rule.batchMode()).isFalse();
        assertThat(rule.separator()).isEqualTo(Separator.TAB);
    }

    @Test
    void takesATemplateThatNamesNoVersionForTheOldOneAsAwsDoes() throws IOException {
        // Given
        Path template =
                template(
                        """
                        Resources:
                          Rule:
                            Type: AWS::IoT::TopicRule
                            Properties: {TopicRulePayload: {Sql: SELECT * FROM 'a', Actions: []}}
                        """);

        // When
        RouteRule rule = read("rule: {name: any, template: '" + template + "'}");

        // Then
        assertThat(rule.sqlVersion()).isEqualTo("2015-10-08");
        assertThat(rule.batchMode()).isFalse();
        assertThat(rule.separator()).isEqualTo(Separator.NEWLINE);
    }

    @Test
    void takesNewlinesAndNoBatchesWhereNobodySaysOtherwise() {
        // When
        RouteRule withSql = read("rule: {sql: SELECT a FROM 'b'}");
        RouteRule without = read("");

        // Then
        assertThat(withSql.separator()).isEqualTo(Separator.NEWLINE);
        assertThat(withSql.batchMode()).isFalse();
        assertThat(without.separator()).isEqualTo(Separator.NEWLINE);
        assertThat(without.sql()).isNull();
    }

    @Test
    void saysWhichKeyToMendIfTheTemplateHasNoSuchRule() throws IOException {
        // Given
        Path template = template(TEMPLATE);

        // When / Then
        assertThatThrownBy(() -> read("rule: {name: reading, template: '" + template + "'}"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "routes[0].rule.template: "
                                + template
                                + ": there is no topic rule reading; there is [readings]: name one"
                                + " of them; or write the rule's SQL as routes[0].rule.sql");
    }

    @Test
    void saysWhereTheSqlOfTheTemplateIsWrong() throws IOException {
        // Given
        Path template = template(TEMPLATE.replace("SELECT VALUE", "SELECT VALEU"));

        // When / Then
        assertThatThrownBy(() -> read("rule: {template: '" + template + "'}"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith(
                        "routes[0].rule.template " + template + ", Rule: line 1, column 14: ");
    }

    private RouteRule read(String more) {
        GatewayConfig config =
                ConfigLoader.parse(
                        """
                        source: {broker: 'mqtt://127.0.0.1', clientId: gateway}
                        aws: {region: eu-central-1}
                        routes: [{name: r, filter: a, stream: lake, %s}]
                        """
                                .formatted(more),
                        Map.of());
        RuleLookup nobodyIsAsked =
                RuleLookup.begin(
                        RouteRules.deployed(config),
                        name -> {
                            throw new AssertionError(name);
                        },
                        KnownRules.none(),
                        Ticker.SYSTEM);
        return RouteRules.read(config, nobodyIsAsked).of(config.routes().get(0));
    }

    private Path template(String text) throws IOException {
        return Files.writeString(folder.resolve("template.yaml"), text);
    }
}
