/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectPrefixTest {

    private static final ZonedDateTime ARRIVAL =
            ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                              | 2026/01/02/03/",
                "raw                                             | raw2026/01/02/03/",
                "raw/                                            | raw/2026/01/02/03/",
                "!{timestamp:yyyy/MM/dd}/                        | 2026/01/02/",
                "a/!{timestamp:yyyy}/b/!{timestamp:'x'HH-mm-ss}/ | a/2026/b/x03-04-05/",
                "y=!{timestamp:yyyy}                             | y=2026",
            })
    void followsTheRulesOfFirehose(String prefix, String expected) {
        assertThat(ObjectPrefix.parse(prefix).evaluate(ARRIVAL)).isEqualTo(expected);
    }

    @Test
    void usesTheTimeZoneOfTheArrivalItIsGiven() {
        assertThat(
                        ObjectPrefix.parse("")
                                .evaluate(ARRIVAL.withZoneSameInstant(ZoneId.of("Asia/Tokyo"))))
                .isEqualTo("2026/01/02/12/");
    }

    @Test
    void appendsTheDefaultTimestampBehindARandomString() {
        assertThat(ObjectPrefix.parse("r/!{firehose:random-string}/").evaluate(ARRIVAL))
                .matches("r/[A-Za-z0-9]{11}/2026/01/02/03/");
    }

    @Test
    void makesANewRandomStringForEachUse() {
        String text =
                ObjectPrefix.parse("!{firehose:random-string}!{firehose:random-string}")
                        .evaluate(ARRIVAL);

        assertThat(text.substring(0, 11)).isNotEqualTo(text.substring(11, 22));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a!{timestamp:yyyy",
                "!{timestamp:!{timestamp:yyyy}}",
                "!{nothing:x}",
                "!{firehose:nothing}",
                "!{timestamp:yyyy'}",
                "!{firehose:error-output-type}/",
            })
    void refusesExpressionsThatFirehoseDoesNotHaveThere(String prefix) {
        assertThatThrownBy(() -> ObjectPrefix.parse(prefix))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wantsTheTypeOfErrorInAnErrorPrefixWithExpressions() {
        ObjectPrefix.parseErrorPrefix("errors/");
        ObjectPrefix.parseErrorPrefix("e/!{firehose:error-output-type}/!{timestamp:yyyy}/");

        assertThatThrownBy(() -> ObjectPrefix.parseErrorPrefix("e/!{timestamp:yyyy}/"))
                .hasMessageContaining("error-output-type");
    }

    @Test
    void appendsTheTypeOfErrorToAnErrorPrefixWithoutExpressions() {
        assertThat(ObjectPrefix.parseErrorPrefix("bad/").evaluate(ARRIVAL, "splunk-failed"))
                .isEqualTo("bad/splunk-failed/2026/01/02/03/");
    }

    @Test
    void putsPartitionKeysIntoThePrefix() {
        ObjectPrefix prefix =
                ObjectPrefix.parse(
                        "d=!{partitionKeyFromQuery:d}/c=!{partitionKeyFromLambda:c}/!{timestamp:yyyy}/");
        PartitionKeys keys = new PartitionKeys(Map.of("d", "7"), Map.of("c", "north"));

        assertThat(prefix.hasPartitionKeys()).isTrue();
        assertThat(prefix.partition(keys)).contains(List.of("7", "north"));
        assertThat(prefix.partition(new PartitionKeys(Map.of("d", "7"), Map.of()))).isEmpty();
        assertThat(prefix.evaluate(ARRIVAL, keys)).isEqualTo("d=7/c=north/2026/");
    }

    @Property(tries = 200)
    void keepsEveryLiteralAsItIs(@ForAll @AlphaChars @StringLength(max = 40) String literal) {
        assertThat(ObjectPrefix.parse(literal).evaluate(ARRIVAL))
                .isEqualTo(literal + "2026/01/02/03/");
    }

    @Property(tries = 500)
    void throwsNothingButItsOwnRefusal(@ForAll @StringLength(max = 40) String text) {
        try {
            assertThat(ObjectPrefix.parse(text).evaluate(ARRIVAL)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessage(e.getMessage());
        }
    }
}
