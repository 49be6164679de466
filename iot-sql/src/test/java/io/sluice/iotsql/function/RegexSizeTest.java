/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sluice.iotsql.SqlLimits;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class RegexSizeTest {

    @Test
    void multipliesCountsThatNest() {
        assertThat(RegexSize.estimate("a{100}")).isBetween(100L, 110L);
        assertThat(RegexSize.estimate("(a{100}){100}")).isBetween(10_000L, 12_000L);
        assertThat(RegexSize.estimate("((a{100}){100}){100}")).isGreaterThan(1_000_000L);
        assertThat(RegexSize.estimate("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}")).isLessThan(200L);
        assertThat(RegexSize.estimate("[(]{3}")).isLessThan(30L);
        assertThat(RegexSize.estimate("[^])]{3}")).isLessThan(30L);
        assertThat(RegexSize.estimate("[[:alpha:])]{3}")).isLessThan(30L);
        assertThat(RegexSize.estimate("\\({3}")).isLessThan(30L);
        assertThat(RegexSize.estimate("{3,x}")).isLessThan(10L);
        assertThat(RegexSize.estimate("(".repeat(201))).isGreaterThan(SqlLimits.REGEX_SIZE);
        assertThat(RegexSize.estimate("\\Q(\\E")).isGreaterThan(SqlLimits.REGEX_SIZE);
    }

    @Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED)
    void isHardlyEverTooLow(@ForAll("expressions") String expression) {
        // Given
        long estimate = RegexSize.estimate(expression);
        if (estimate > SqlLimits.REGEX_SIZE) {
            return;
        }

        // When
        int size;
        try {
            size = Pattern.compile(expression).programSize();
        } catch (PatternSyntaxException e) {
            return;
        }

        // Then
        assertThat((long) size).as(expression).isLessThanOrEqualTo(4 * estimate + 10);
    }

    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.of(
                        List.of(
                                "a",
                                "b",
                                "(",
                                ")",
                                "(?:",
                                "[",
                                "]",
                                "[^",
                                "{3}",
                                "{2,9}",
                                "{5,}",
                                "{",
                                "}",
                                "*",
                                "+",
                                "?",
                                "|",
                                "\\",
                                "\\(",
                                "\\)",
                                "\\d",
                                "[)]",
                                "[(]",
                                "[[:alpha:]]",
                                "\\p{L}",
                                "\\pN",
                                ".",
                                "^",
                                "$",
                                "(?i)",
                                "{12}",
                                "\\x{41}",
                                "(?P<n>",
                                ":]",
                                "[:"))
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }
}
