/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import org.junit.jupiter.api.Test;

class TopicRuleTest {

    private static final Payload PAYLOAD = Payload.ofUtf8("{ \"a\": 1 }");

    @Test
    void handsOnThePayloadItselfIfItIsOnlySelected() {
        assertThat(apply("SELECT * FROM 't'").outputs().get(0)).isSameAs(PAYLOAD);
        assertThat(apply("SELECT * FROM 't' WHERE a > 0").outputs().get(0)).isSameAs(PAYLOAD);
        assertThat(apply("SELECT * FROM 't' WHERE a > 1")).isEqualTo(RuleResult.SILENT);
    }

    @Test
    void handsOnWhatItMakes() {
        assertThat(apply("SELECT *, 2 AS b FROM 't'").outputs())
                .containsExactly(Payload.ofUtf8("{\"a\":1,\"b\":2}"));
    }

    private static RuleResult apply(String sql) {
        return TopicRule.parse(
                        sql, "2016-03-23", false, new RuleIdentity("000000000000", "gateway"))
                .apply("t", PAYLOAD, MessageProperties.NONE);
    }
}
