/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** However payloads are read and results are written, the outcome is that of the plain way. */
class ReferenceTest {

    private static final RuleEnvironment ENVIRONMENT =
            RuleEnvironment.fixed(1_481_825_251_155L, "uuid", 0.5, "123456789012");

    private static final Map<String, Object> ADDED = added();

    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
    void addsToEveryMember(@ForAll("payloads") byte[] payload) {
        for (SqlVersion version : SqlVersion.values()) {
            compare(
                    "SELECT *, timestamp() AS received, topic(2) AS device FROM 'a/#' WHERE x > 0",
                    version,
                    payload,
                    ReferenceTest::isPositive,
                    row -> with(row, Map.of(), ADDED));
        }
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void addsEveryMember(@ForAll("payloads") byte[] payload) {
        for (SqlVersion version : SqlVersion.values()) {
            compare(
                    "SELECT x, s AS t, * FROM 'a/#'",
                    version,
                    payload,
                    row -> true,
                    row -> {
                        Map<String, Object> first = new LinkedHashMap<>();
                        if (row instanceof Map<?, ?> members) {
                            add(first, "x", members.get("x"));
                            add(first, "t", members.get("s"));
                        }
                        return with(row, first, Map.of());
                    });
        }
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void writesAnyValue(@ForAll("payloads") byte[] payload) {
        compare(
                "SELECT VALUE x FROM 'a/#' WHERE NOT isundefined(x)",
                SqlVersion.V2016_03_23,
                payload,
                row -> member(row, "x") != null,
                row -> member(row, "x"));
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void findsWhatIsEqual(@ForAll("payloads") byte[] payload) {
        compare(
                "SELECT *, 'b' AS b FROM 'a/#' WHERE x = 10 OR s = 'x'",
                SqlVersion.V2016_03_23,
                payload,
                ReferenceTest::isTenOrX,
                row -> with(row, Map.of(), Map.of("b", "b")));
    }

    private interface Selected {
        /** What is selected of a row; null if that fails. */
        @Nullable Object of(Object row);
    }

    private static void compare(
            String sql, SqlVersion version, byte[] payload, Predicate<Object> where, Selected of) {
        RuleOutcome outcome =
                RuleStatement.parse(sql, version)
                        .evaluate(
                                new RuleMessage(
                                        "a/b/c", ByteBuffer.wrap(payload), MessageContext.NONE),
                                ENVIRONMENT);
        String description = sql + " of " + new String(payload, StandardCharsets.UTF_8);
        Object row;
        try {
            boolean wholeIsInt = version == SqlVersion.V2016_03_23;
            row = payload.length == 0 ? Map.of() : ReferenceJson.read(payload, wholeIsInt);
        } catch (ReferenceJson.NotJson e) {
            assertFailed(outcome, EvaluationFailure.Kind.PAYLOAD_NOT_JSON, description);
            return;
        } catch (ReferenceJson.TooDeep e) {
            assertFailed(outcome, EvaluationFailure.Kind.PAYLOAD_TOO_DEEP, description);
            return;
        }
        if (!where.test(row)) {
            assertThat(outcome.kind()).as(description).isEqualTo(RuleOutcome.Kind.NOT_TRUE);
            return;
        }
        @Nullable Object selected = of.of(row);
        if (selected == null) {
            assertFailed(outcome, EvaluationFailure.Kind.PAYLOAD_NOT_OBJECT, description);
            return;
        }
        assertThat(outcome.kind()).as(description).isEqualTo(RuleOutcome.Kind.FIRED);
        assertThat(text(outcome.payload())).as(description).isEqualTo(text(selected));
        assertThat(text(outcome.payloadToKeep())).isEqualTo(text(selected));
        if (selected instanceof List<?> list) {
            assertThat(outcome.elements().orElseThrow())
                    .as(description)
                    .extracting(ReferenceTest::text)
                    .isEqualTo(list.stream().map(ReferenceTest::text).toList());
        }
    }

    private static void assertFailed(
            RuleOutcome outcome, EvaluationFailure.Kind kind, String description) {
        assertThat(outcome.kind()).as(description).isEqualTo(RuleOutcome.Kind.FAILED);
        assertThat(outcome.failure().orElseThrow().kind()).as(description).isEqualTo(kind);
    }

    private static @Nullable Object with(
            Object row, Map<String, Object> before, Map<String, Object> after) {
        if (!(row instanceof Map<?, ?> members)) {
            return null;
        }
        Map<String, Object> result = new LinkedHashMap<>(before);
        members.forEach((name, value) -> result.put((String) name, value));
        result.putAll(after);
        return result;
    }

    private static Map<String, Object> added() {
        Map<String, Object> added = new LinkedHashMap<>();
        added.put("received", ReferenceJson.number("1481825251155", true));
        added.put("device", "b");
        return added;
    }

    private static void add(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static boolean isPositive(Object row) {
        BigDecimal x = decimal(member(row, "x"));
        return x != null && x.signum() > 0;
    }

    /** Undefined on one side of OR makes it Undefined; an object without x or s does so. */
    private static boolean isTenOrX(Object row) {
        Object x = member(row, "x");
        Object s = member(row, "s");
        if (x == null || s == null) {
            return false;
        }
        BigDecimal number = x instanceof ReferenceJson.Numeral ? decimal(x) : null;
        boolean ten = number != null && number.compareTo(BigDecimal.TEN) == 0;
        return ten || s.equals("x");
    }

    private static @Nullable Object member(Object row, String name) {
        return row instanceof Map<?, ?> members ? members.get(name) : null;
    }

    /** As a Decimal of 34 digits; null if it is none. */
    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        if (value instanceof String text) {
            return text.matches("-?\\d+(\\.\\d+)?((?i)E-?\\d+)?")
                    ? decimal(ReferenceJson.number(text, false))
                    : null;
        }
        BigDecimal exact = value instanceof ReferenceJson.Numeral number ? number.value() : null;
        if (exact == null) {
            return null;
        }
        BigDecimal rounded = exact.round(MathContext.DECIMAL128);
        long exponent = (long) rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() != 0 && exponent > SqlLimits.EXPONENT) {
            return null;
        }
        return exponent < -SqlLimits.EXPONENT ? BigDecimal.ZERO : rounded;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static String text(Object value) {
        return new String(ReferenceJson.write(value), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<byte[]> payloads() {
        return Arbitraries.longs().map(RandomJson::payload);
    }
}
