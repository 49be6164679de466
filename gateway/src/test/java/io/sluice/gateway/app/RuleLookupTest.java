/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.iotcore.IotCoreException;
import io.sluice.gateway.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start takes for a rule when AWS answers, is slow, or is away. */
class RuleLookupTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final DeployedRule BEFORE = rule("SELECT a FROM 'b'");
    private static final DeployedRule NOW = rule("SELECT c FROM 'b'");

    @TempDir private Path folder;

    @Test
    void takesAndRemembersWhatAwsSays() {
        // Given
        KnownRules known = new KnownRules(folder);
        known.remember(BEFORE);

        // When
        RuleLookup lookup = begin(name -> Optional.of(NOW), LONG);

        // Then
        assertThat(lookup.find("readings")).contains(NOW);
        assertThat(lookup.isRecalled("readings")).isFalse();
        assertThat(known.recall("readings")).contains(NOW);
    }

    @Test
    void believesAwsThatTheRuleIsGone() {
        // Given
        new KnownRules(folder).remember(BEFORE);

        // When
        RuleLookup lookup = begin(name -> Optional.empty(), LONG);

        // Then
        assertThat(lookup.find("readings")).isEmpty();
    }

    @Test
    void takesTheRuleAsItWasWhenAwsDoesNotSay() {
        // Given
        new KnownRules(folder).remember(BEFORE);

        // When
        RuleLookup lookup = begin(RuleLookupTest::away, LONG);

        // Then
        assertThat(lookup.find("readings")).contains(BEFORE);
        assertThat(lookup.isRecalled("readings")).isTrue();
    }

    @Test
    void goesOnWithTheRuleAsItWasWhileAwsIsStillAskedAndRemembersTheAnswerForTheNextStart() {
        // Given
        KnownRules known = new KnownRules(folder);
        known.remember(BEFORE);
        CountDownLatch answers = new CountDownLatch(1);
        RuleLookup lookup = begin(name -> later(answers), Duration.ZERO);

        // When
        Optional<DeployedRule> found = lookup.find("readings");
        answers.countDown();

        // Then
        assertThat(found).contains(BEFORE);
        await().until(() -> known.recall("readings").equals(Optional.of(NOW)));
    }

    @Test
    void waitsForARuleThatWasNeverSeen() throws Exception {
        // Given
        CountDownLatch answers = new CountDownLatch(1);
        RuleLookup lookup = begin(name -> later(answers), Duration.ZERO);

        // When
        CompletableFuture<Optional<DeployedRule>> found =
                CompletableFuture.supplyAsync(() -> lookup.find("readings"));
        answers.countDown();

        // Then
        assertThat(found.get(30, TimeUnit.SECONDS)).contains(NOW);
    }

    @Test
    void failsIfAwsDoesNotSayAndTheRuleWasNeverSeen() {
        // Given
        RuleLookup lookup = begin(RuleLookupTest::away, LONG);

        // When / Then
        assertThatThrownBy(() -> lookup.find("readings"))
                .isInstanceOf(IotCoreException.class)
                .hasMessage("away");
    }

    private RuleLookup begin(Function<String, Optional<DeployedRule>> aws, Duration patience) {
        return RuleLookup.begin(
                List.of("readings", "readings"),
                aws,
                new KnownRules(folder),
                patience,
                Ticker.SYSTEM);
    }

    private static Optional<DeployedRule> away(String name) {
        throw new IotCoreException("away", false, new IOException("away"));
    }

    private static Optional<DeployedRule> later(CountDownLatch answers) {
        try {
            assertThat(answers.await(30, TimeUnit.SECONDS)).isTrue();
            return Optional.of(NOW);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DeployedRule rule(String sql) {
        return new DeployedRule(
                "readings",
                sql,
                "2016-03-23",
                false,
                List.of(new DeployedRule.FirehoseAction("lake", ",", true)),
                true);
    }
}
