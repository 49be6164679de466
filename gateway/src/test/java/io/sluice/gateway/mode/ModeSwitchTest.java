/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.config.Mode;
import io.sluice.gateway.time.ManualTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModeSwitchTest {

    @TempDir Path folder;
    private final RecordedWays ways = new RecordedWays();
    private final List<String> told = new ArrayList<>();
    private ModeSwitch modes;

    @BeforeEach
    void open() {
        modes = open(folder);
    }

    private ModeSwitch open(Path directory) {
        ModeEvents events =
                new ModeEvents() {
                    @Override
                    public void step(Mode from, Mode to, SwitchStep step) {
                        told.add(step.label());
                    }

                    @Override
                    public void switched(Mode from, Mode to, int unsettled, long millis) {
                        told.add("switched " + unsettled);
                    }

                    @Override
                    public void refused(Mode from, Mode to, String reason) {
                        told.add("refused");
                    }

                    @Override
                    public void untidy(Mode inForce, String reason) {
                        told.add("untidy");
                    }
                };
        return new ModeSwitch(
                new ModeFile(directory, Mode.DIRECT), ways, events, new ManualTicker());
    }

    @Test
    void takesTheStepsInTheirOrder() throws Exception {
        // When
        modes.change(Mode.IOT_RULE);

        // Then
        assertThat(ways.calls)
                .containsExactly(
                        "examine iot-rule",
                        "prepare iot-rule",
                        "settle direct",
                        "go on iot-rule",
                        "tidy up iot-rule");
        assertThat(told)
                .containsExactly(
                        "examine", "prepare", "settle", "store", "go-on", "tidy-up", "switched 3");
        assertThat(modes.mode()).isEqualTo(Mode.IOT_RULE);
        assertThat(last().state()).isEqualTo("complete");
    }

    @Test
    void doesNothingIfTheModeIsInForce() throws Exception {
        // When
        modes.change(Mode.DIRECT);

        // Then
        assertThat(ways.calls).isEmpty();
        assertThat(modes.last()).isNull();
    }

    @Test
    void refusesAWayThatIsNotGoodBeforeAnythingIsTouched() {
        // Given
        ways.problems = List.of("the rule is not there; deploy it", "no connection");

        // When
        assertThatThrownBy(() -> modes.change(Mode.IOT_RULE))
                // Then
                .isInstanceOf(WayClosedException.class)
                .hasMessage(
                        "mode iot-rule is not good now, and direct stays in force: the rule is not"
                                + " there; deploy it; no connection");
        assertThat(ways.calls).containsExactly("examine iot-rule");
        assertThat(modes.mode()).isEqualTo(Mode.DIRECT);
        assertThat(last().state()).isEqualTo("refused");
        assertThat(last().step()).isEqualTo(SwitchStep.EXAMINE);
    }

    @Test
    void staysWhereItIsIfTheWayAheadCannotBeMadeReady() {
        // Given
        ways.failing = "prepare";

        // When
        assertThatThrownBy(() -> modes.change(Mode.IOT_RULE)).hasMessage("prepare failed");

        // Then
        assertThat(ways.calls).containsExactly("examine iot-rule", "prepare iot-rule");
        assertThat(modes.mode()).isEqualTo(Mode.DIRECT);
    }

    @Test
    void goesOnTheOldWayIfTheChoiceCannotBeStored() throws IOException {
        // Given
        Path gone = Files.createDirectory(folder.resolve("data"));
        ModeSwitch orphan = open(gone);
        Files.delete(gone);

        // When
        assertThatThrownBy(() -> orphan.change(Mode.IOT_RULE))
                // Then
                .hasMessageContaining("cannot be stored")
                .hasMessageContaining("direct stays in force");
        assertThat(ways.calls).endsWith("settle direct", "go on direct");
        assertThat(orphan.mode()).isEqualTo(Mode.DIRECT);
        assertThat(told).endsWith("go-on", "refused");
    }

    @Test
    void goesOnTheOldWayIfSettlingFails() {
        // Given
        ways.failing = "settle";

        // When
        assertThatThrownBy(() -> modes.change(Mode.IOT_RULE)).hasMessage("settle failed");

        // Then
        assertThat(ways.calls).endsWith("go on direct");
        assertThat(modes.mode()).isEqualTo(Mode.DIRECT);
    }

    @Test
    void isCompleteThoughSomethingOfTheOldWayIsLeft() throws Exception {
        // Given
        ways.failing = "tidy up";

        // When
        modes.change(Mode.IOT_RULE);

        // Then
        assertThat(modes.mode()).isEqualTo(Mode.IOT_RULE);
        assertThat(told).endsWith("tidy-up", "untidy", "switched 3");
    }

    @Test
    void isTidyOnceTheRulesAreAsTheModeNeedsThem() throws Exception {
        // Given
        assertThat(modes.isTidy()).isFalse();
        modes.reconcile();
        assertThat(modes.isTidy()).isTrue();

        // When
        ways.failing = "tidy up";
        modes.change(Mode.IOT_RULE);

        // Then: it is made up for
        assertThat(modes.isTidy()).isFalse();
        ways.failing = "reconcile";
        assertThatThrownBy(() -> modes.reconcile()).hasMessage("reconcile failed");
        assertThat(modes.isTidy()).isFalse();
        ways.failing = "nothing";
        modes.reconcile();
        assertThat(modes.isTidy()).isTrue();
    }

    @Test
    void isNotTidyAfterASwitchThatWasRefusedOnceItHadBegunToPrepare() throws Exception {
        // Given
        modes.reconcile();

        // When
        ways.failing = "prepare";
        assertThatThrownBy(() -> modes.change(Mode.IOT_RULE)).hasMessage("prepare failed");

        // Then: a rule may be enabled that the mode in force does not need
        assertThat(modes.isTidy()).isFalse();
    }

    @Test
    void isInTheOldModeAfterACrashBeforeTheChoiceIsStoredAndInTheNewOneAfter() {
        // Given: what a crash leaves is what is in the file at that moment
        List<Mode> afterCrash = new ArrayList<>();
        ways.watching = call -> afterCrash.add(new ModeFile(folder, Mode.DIRECT).read());

        // When
        assertThat(CompletableFuture.runAsync(() -> change(Mode.IOT_RULE)))
                .succeedsWithin(Duration.ofSeconds(20));

        // Then: examine, prepare, settle; go on, tidy up
        assertThat(afterCrash)
                .containsExactly(
                        Mode.DIRECT, Mode.DIRECT, Mode.DIRECT, Mode.IOT_RULE, Mode.IOT_RULE);
    }

    @Test
    void refusesASecondSwitchWhileOneIsUnderWay() throws Exception {
        // Given
        CountDownLatch settling = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ways.watching =
                call -> {
                    if (call.startsWith("settle")) {
                        settling.countDown();
                        try {
                            goOn.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> change(Mode.IOT_RULE));
        settling.await();

        // When
        assertThatThrownBy(() -> modes.change(Mode.DIRECT))
                // Then
                .hasMessageContaining("another switch of the mode is under way");
        goOn.countDown();
        first.join();
        assertThat(modes.mode()).isEqualTo(Mode.IOT_RULE);
    }

    @Test
    void waitsForTheRulesToBeMadeAsTheModeInForceNeedsThem() throws Exception {
        // Given
        CompletableFuture<Void> changed = new CompletableFuture<>();
        Thread asks =
                new Thread(
                        () -> {
                            try {
                                change(Mode.IOT_RULE);
                                changed.complete(null);
                            } catch (RuntimeException e) {
                                changed.completeExceptionally(e);
                            }
                        });
        ways.watching =
                call -> {
                    if (call.equals("reconcile")) {
                        asks.start();
                        await().until(() -> isWaitingOrGone(asks));
                    }
                };

        // When
        modes.reconcile();
        changed.get(30, TimeUnit.SECONDS);

        // Then
        assertThat(modes.mode()).isEqualTo(Mode.IOT_RULE);
    }

    private static boolean isWaitingOrGone(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING
                || thread.getState() == Thread.State.TERMINATED;
    }

    private void change(Mode ahead) {
        try {
            modes.change(ahead);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ModeSwitch.LastSwitch last() {
        return Objects.requireNonNull(modes.last());
    }

    private static final class RecordedWays implements Ways {
        private final List<String> calls = new ArrayList<>();
        private List<String> problems = List.of();
        private String failing = "nothing";
        private Consumer<String> watching = call -> {};

        @Override
        public List<String> examine(Mode ahead) {
            called("examine", ahead);
            return problems;
        }

        @Override
        public void prepare(Mode ahead) {
            called("prepare", ahead);
        }

        @Override
        public int settle(Mode inForce) {
            called("settle", inForce);
            return 3;
        }

        @Override
        public void goOn(Mode mode) {
            called("go on", mode);
        }

        @Override
        public void reconcile(Mode inForce) {
            called("reconcile", inForce);
        }

        @Override
        public void tidyUp(Mode inForce) {
            called("tidy up", inForce);
        }

        private void called(String what, Mode mode) {
            calls.add(what + " " + mode);
            watching.accept(what);
            if (what.equals(failing)) {
                throw new WayClosedException(what + " failed", null);
            }
        }
    }
}
