/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each open question has its two or three answers. */
class SqlPolicyTest {

    /** The other answer to every question. */
    private static final SqlPolicy OTHER =
            new SqlPolicy(
                    SqlPolicy.Division.TRUNCATED,
                    SqlPolicy.DivisionByZero.FAILURE,
                    SqlPolicy.BitNot.OWN_BITS,
                    SqlPolicy.Round.HALF_UP,
                    SqlPolicy.ToInt.NEAREST,
                    SqlPolicy.Untouched.REWRITTEN,
                    SqlPolicy.Unnamed.REFUSED,
                    SqlPolicy.Collision.FIRST_WINS,
                    SqlPolicy.Escapes.JSON,
                    SqlPolicy.EmptyPayload.NOT_JSON,
                    SqlPolicy.IndexOfMissing.UNDEFINED,
                    SqlPolicy.UndefinedInArray.NULL,
                    SqlPolicy.UndefinedAlone.EMPTY_STRING);

    @Test
    void dividesExactlyOrTruncates() {
        assertThat(both("SELECT 7 / 2 AS r, -7 / 2 AS s", "{}"))
                .containsExactly("{\"r\":3.5,\"s\":-3.5}", "{\"r\":3,\"s\":-3}");
    }

    @Test
    void dividesByZeroToUndefinedOrFails() {
        assertThat(both("SELECT 1 / 0 AS r", "{}"))
                .containsExactly(
                        "{}", "DIVISION_BY_ZERO: a number is divided by zero, in '1 / 0' at 1:8");
        assertThat(both("SELECT mod(1, 0) AS r", "{}")[1]).startsWith("DIVISION_BY_ZERO");
    }

    @Test
    void invertsAllBitsOrOnlyItsOwn() {
        assertThat(both("SELECT bitnot(13) AS r", "{}"))
                .containsExactly("{\"r\":-14}", "{\"r\":2}");
    }

    @Test
    void roundsHalvesAwayFromZeroOrUp() {
        assertThat(both("SELECT round(-1.5) AS r, round(1.5) AS s", "{}"))
                .containsExactly("{\"r\":-2,\"s\":2}", "{\"r\":-1,\"s\":2}");
    }

    @Test
    void makesIndexesOfDecimalsByFloorOrNearest() {
        assertThat(both("SELECT substring('012345', 2.745) AS r", "{}"))
                .containsExactly("{\"r\":\"2345\"}", "{\"r\":\"345\"}");
    }

    @Test
    void keepsOrRewritesWhatWherePasses() {
        assertThat(both("SELECT * FROM 'x' WHERE a = 1", "{ \"a\" : 1.0 }"))
                .containsExactly("{ \"a\" : 1.0 }", "{\"a\":1}");
        assertThat(both("SELECT * FROM 'x' WHERE true", "binary"))
                .containsExactly("binary", "binary");
    }

    @Test
    void namesExpressionsByTheirTextOrRefusesThem() {
        // Given
        String sql = "SELECT a  *  2 FROM 'x'";

        // When / Then
        assertThat(run(sql, "{\"a\":2}", SqlPolicy.DEFAULT)).isEqualTo("{\"a  *  2\":4}");
        assertThatThrownBy(() -> RuleStatement.parse(sql, SqlVersion.V2016_03_23, OTHER))
                .hasMessageContaining("an expression has no name; expected AS and a name");
    }

    @Test
    void letsTheLaterOrTheFirstKeyWin() {
        assertThat(both("SELECT *, 2 AS a, 3 AS b.c FROM 'x'", "{\"a\":1,\"b\":{\"c\":1}}"))
                .containsExactly("{\"a\":2,\"b\":{\"c\":3}}", "{\"a\":1,\"b\":{\"c\":1}}");
    }

    @Test
    void readsBackslashesAsTheyAreOrAsInJson() {
        assertThat(both("SELECT 'a\\tb\\u0041\\d\\'' AS r", "{}"))
                .containsExactly("{\"r\":\"a\\\\tb\\\\u0041\\\\d'\"}", "{\"r\":\"a\\tbA\\\\d'\"}");
    }

    @Test
    void takesAnEmptyPayloadForAnObjectOrForNoJson() {
        assertThat(both("SELECT a AS r", ""))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("{}"),
                        second -> assertThat(second).startsWith("PAYLOAD_NOT_JSON"));
    }

    @Test
    void findsNothingAtMinusOneOrUndefined() {
        assertThat(both("SELECT indexof('abc', 'x') AS r", "{}"))
                .containsExactly("{\"r\":-1}", "{}");
    }

    @Test
    void leavesUndefinedElementsOutOrMakesThemNull() {
        assertThat(both("SELECT [1, a, 2] AS r", "{}"))
                .containsExactly("{\"r\":[1,2]}", "{\"r\":[1,null,2]}");
        assertThat(both("SELECT concat([1], a) AS r", "{}"))
                .containsExactly("{\"r\":[1]}", "{\"r\":[1,null]}");
        assertThat(both("SELECT (SELECT VALUE x FROM e) AS r", "{\"e\":[{},{\"x\":1}]}"))
                .containsExactly("{\"r\":[1]}", "{\"r\":[null,1]}");
    }

    @Test
    void writesUndefinedAloneAsNothingOrAsAnEmptyString() {
        assertThat(both("SELECT VALUE a", "{}")).containsExactly("", "\"\"");
    }

    private static String[] both(String sql, String payload) {
        return new String[] {run(sql, payload, SqlPolicy.DEFAULT), run(sql, payload, OTHER)};
    }

    private static String run(String sql, String payload, SqlPolicy policy) {
        RuleOutcome outcome =
                RuleStatement.parse(sql, SqlVersion.V2016_03_23, policy)
                        .evaluate(
                                RuleMessage.of("x", payload),
                                RuleEnvironment.fixed(1, "uuid", 0.5, "123456789012"));
        return outcome.failure()
                .map(f -> f.kind() + ": " + f.message() + " at " + f.line() + ":" + f.column())
                .orElseGet(() -> StandardCharsets.UTF_8.decode(outcome.payload()).toString());
    }
}
