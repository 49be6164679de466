/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnvironmentOverlayTest {

    /** A settings record of every shape. */
    public record Shop(
            @Doc("d") @Default("shop") String ownName,
            @Doc("d") @FallbackVariable({"TOWN", "CITY"}) @Nullable String town,
            @Doc("d") Till till,
            @Doc("d") List<Shelf> shelves) {}

    /** A section. */
    public record Till(@Doc("d") @Default("0") int cash, @Doc("d") @Default("1") int cashMax) {}

    /** An entry of a list. */
    public record Shelf(
            @Doc("d") @Example("tea") String label, @Doc("d") @Default("1") int count) {}

    @Test
    void goesBeforeTheFile() {
        // Given
        String yaml = "{ownName: file, till: {cash: 1, cashMax: 2}, shelves: [{label: file}]}";
        Map<String, String> environment =
                Map.of("X_OWN_NAME", "env", "X_TILL_CASH", "7", "X_SHELVES_0_LABEL", "env");

        // When
        Shop shop = bind(yaml, environment);

        // Then
        assertThat(shop)
                .isEqualTo(new Shop("env", null, new Till(7, 2), List.of(new Shelf("env", 1))));
    }

    @Test
    void addsEntriesToAList() {
        // Given: more than ten, since text would sort 10 before 2
        Map<String, String> environment = new HashMap<>();
        for (int i = 1; i < 12; i++) {
            environment.put("X_SHELVES_" + i + "_LABEL", "env-" + i);
        }

        // When
        Shop shop = bind("shelves: [{label: file}]", environment);

        // Then
        assertThat(shop.shelves())
                .hasSize(12)
                .contains(new Shelf("file", 1))
                .endsWith(new Shelf("env-10", 1), new Shelf("env-11", 1));
    }

    @Test
    void fillsWhatTheFileLeftEmpty() {
        // When
        Shop shop =
                bind(
                        "{ownName: , till: , shelves: }",
                        Map.of("X_TILL_CASH", "7", "X_SHELVES_0_LABEL", "env"));

        // Then
        assertThat(shop)
                .isEqualTo(new Shop("shop", null, new Till(7, 1), List.of(new Shelf("env", 1))));
    }

    @Test
    void takesAVariableOfTheWiderWorldOnlyWhereNothingElseIsSet() {
        // Given
        Map<String, String> world = Map.of("CITY", "second", "TOWN", "first");

        // When
        Shop unset = bind("", world);
        Shop inFile = bind("town: file", world);
        Shop onlySecond = bind("", Map.of("CITY", "second", "TOWN", ""));

        // Then
        assertThat(unset.town()).isEqualTo("first");
        assertThat(inFile.town()).isEqualTo("file");
        assertThat(onlySecond.town()).isEqualTo("second");
    }

    @Test
    void takesAVariableThatIsSetToNothingAsNotSet() {
        // When
        Shop shop = bind("ownName: file", Map.of("X_OWN_NAME", "", "X_TILL_CASH", ""));

        // Then
        assertThat(shop.ownName()).isEqualTo("file");
        assertThat(shop.till().cash()).isZero();
    }

    @Test
    void reportsAVariableThatResemblesAKey() {
        // When
        List<String> problems =
                problems(
                        "", Map.of("X_OWNNAME", "a", "X_TILL_CAHS", "1", "X_SHELVES_0_LABLE", "a"));

        // Then
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "X_OWNNAME: unknown environment variable; did you mean X_OWN_NAME?",
                        "X_TILL_CAHS: unknown environment variable; did you mean X_TILL_CASH?",
                        "X_SHELVES_0_LABLE: unknown environment variable; did you mean"
                                + " X_SHELVES_0_LABEL?");
    }

    @Test
    void reportsAVariableBelowASectionThatHasNoSuchKey() {
        // When
        List<String> problems = problems("", Map.of("X_TILL_COLOUR_OF_LID", "red"));

        // Then
        assertThat(problems)
                .containsExactly(
                        "X_TILL_COLOUR_OF_LID: unknown environment variable; no key has this name,"
                                + " see the reference of the configuration, or unset it");
    }

    @Test
    void leavesVariablesOfOthersAlone() {
        // When
        Shop shop =
                bind("", Map.of("X_HOME", "/x", "X_ANYTHING", "1", "PATH", "/bin", "Y_TILL", "1"));

        // Then
        assertThat(shop.ownName()).isEqualTo("shop");
    }

    @Test
    void refusesAGapInAList() {
        // When
        List<String> problems = problems("", Map.of("X_SHELVES_1_LABEL", "a"));

        // Then
        assertThat(problems)
                .containsExactly(
                        "X_SHELVES_1_LABEL: there is no entry 0 before it; entries count from 0"
                                + " without gaps");
    }

    @Test
    void namesTheVariableThatSetABadValue() {
        // When
        List<String> problems = problems("", Map.of("X_TILL_CASH", "much"));

        // Then
        assertThat(problems)
                .containsExactly(
                        "till.cash: 'much' is not a whole number below 2147483648; write such as"
                                + " 500 (set by X_TILL_CASH)");
    }

    @Test
    void leavesItToTheBinderWhenTheFileHasAnotherShape() {
        // When
        List<String> problems =
                problems(
                        "{till: closed, shelves: {a: b}}",
                        Map.of("X_TILL_CASH", "1", "X_SHELVES_0_LABEL", "a"));

        // Then
        assertThat(problems)
                .containsExactly(
                        "till: is a single value; write its keys below it, such as cash: (line 1)",
                        "shelves: is a mapping; write a list, each entry after a dash (line 1)");
    }

    private static Shop bind(String yaml, Map<String, String> environment) {
        return new SettingsSource(yaml, environment, "X_", Set.of("X_HOME")).bind(Shop.class);
    }

    private static List<String> problems(String yaml, Map<String, String> environment) {
        return catchThrowableOfType(SettingsSource.Refused.class, () -> bind(yaml, environment))
                .problems();
    }
}
