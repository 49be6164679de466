/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinderTest {

    /** The whole. */
    public record House(
            @Doc("d") @Default("1") int floors, @Doc("d") Door door, @Doc("d") List<Room> rooms) {}

    /** A section that refuses by one key what depends on another. */
    public record Door(@Doc("d") @Default("80") int width, @Doc("d") @Default("90") int maxWidth) {

        /** Checks. */
        public Door {
            new Checks()
                    .atLeast("maxWidth", maxWidth, 1)
                    .that(width <= maxWidth, "width", width + " is above maxWidth", "maxWidth")
                    .done();
        }
    }

    /** An entry of a list. */
    public record Room(@Doc("d") @Example("hall") String name) {}

    /** Nobody says what the key means. */
    public record Undocumented(int key) {}

    /** Neither a default nor an example. */
    public record Undecided(@Doc("d") String key) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{flors: 2} | flors: unknown key; did you mean floors?",
                "{maxWidth: 2} | maxWidth: unknown key; did you mean door.maxWidth?",
                "{garden: 2} | garden: unknown key; known here: door, floors, rooms",
                "{door: {maxwidth: 2}} | door.maxwidth: unknown key; did you mean door.maxWidth?",
                "{floors: {}} | floors: is a mapping; write a single value",
                "{floors: 1.5} | floors: '1.5' is not a whole number below 2147483648; write such as 500",
                "{door: [1]} | door: is a list; write its keys below it, such as width:",
                "{rooms: hall} | rooms: is a single value; write a list, each entry after a dash",
                "{rooms: [hall]} | rooms[0]: is a single value; write its keys below it, such as name:",
                "{rooms: [{name: a}, {nmae: b, name: b}]} | rooms[1].nmae: unknown key; did you mean rooms[1].name?",
                "{door: {width: 91}} | door.width: 91 is above maxWidth",
            })
    void refuses(String yaml, String problem) {
        // When
        List<String> problems = problems(yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }

    @Test
    void keepsQuietAboutWhatOnlyFollowsFromARefusedValue() {
        // When: 95 is above the default of maxWidth, but nobody knows what was meant
        List<String> problems = problems("door: {width: 95, maxWidth: wide}");

        // Then
        assertThat(problems)
                .containsExactly(
                        "door.maxWidth: 'wide' is not a whole number below 2147483648; write such"
                                + " as 500 (line 1)");
    }

    @Test
    void namesASettingWhoseAuthorForgotSomething() {
        // When / Then
        assertThatThrownBy(() -> bind(Undocumented.class, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no @Doc");
        assertThatThrownBy(() -> bind(Undecided.class, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs a @Default, an @Example or @Nullable");
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(SettingsSource.Refused.class, () -> bind(House.class, yaml))
                .problems();
    }

    private static <T extends Record> T bind(Class<T> type, String yaml) {
        return new SettingsSource(yaml, Map.of(), "X_", Set.of()).bind(type);
    }
}
