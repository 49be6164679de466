/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    private final Problems problems = new Problems();

    @Test
    void keepsValuesAsTheyWereWritten() {
        // When
        Node.Mapping read = read("{a: 0123, b: yes, c: 1_0, d: 1e3, e: 2026-01-01, f: '~', g: ~}");

        // Then
        assertThat(read.entries().values())
                .extracting(node -> ((Node.Scalar) node).text())
                .containsExactly("0123", "yes", "1_0", "1e3", "2026-01-01", "~", null);
    }

    @Test
    void remembersLines() {
        // When
        Node.Mapping read = read("a: 1\nb:\n  - c\n");

        // Then
        assertThat(read.entries().get("a")).extracting(Node::origin).isEqualTo("line 1");
        assertThat(read.entries().get("b")).extracting(Node::origin).isEqualTo("line 3");
        assertThat(problems.lines()).isEmpty();
    }

    @Test
    void reportsAKeyThatIsSetTwiceAndKeepsTheFirst() {
        // When
        Node.Mapping read = read("s:\n  a: 1\n  b: 2\n  a: 3\n");

        // Then
        assertThat(problems.lines())
                .containsExactly("s.a: is set twice, first at line 2; remove one (line 4)");
        assertThat(((Node.Mapping) read.entries().values().iterator().next()).entries().get("a"))
                .isEqualTo(new Node.Scalar("1", "line 2"));
    }

    @Test
    void followsAliases() {
        // When
        Node.Mapping read = read("{a: &x 5, b: *x}");

        // Then
        assertThat(read.entries().get("b")).isEqualTo(new Node.Scalar("5", "line 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "~"})
    void takesNothingAsNoSettings(String yaml) {
        // When
        Node.Mapping read = read(yaml);

        // Then
        assertThat(read.entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- a list",
                "a word",
                "a: b: c",
                "{a: ",
                "a: *nobody",
                "\ta: b",
                "? [a, b]\n: c",
                "&x [*x]",
                "a: &x {b: *x}",
                "a: 1\n---\nb: 2\n",
                "a: \u0000"
            })
    void refusesWhatIsNotAMappingOfPlainKeys(String yaml) {
        // When / Then
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(YamlSyntaxException.class);
    }

    private Node.Mapping read(String yaml) {
        return new YamlReader(problems).read(yaml);
    }
}
