/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.simulator.verify.VerificationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Changes the mode of a gateway under load, and kills it while it does. At the full size of the
 * promise, 20 switches in a minute: {@code -Dsluice.switches=20 -Dsluice.switchEvery=3000}.
 */
class SwitchCrashIT {

    private static final int SWITCHES = Integer.getInteger("sluice.switches", 8);
    private static final long SWITCH_EVERY_MILLIS = Long.getLong("sluice.switchEvery", 1_500);
    private static final int READINGS_PER_SECOND = 2_000;

    /** A record that may come twice holds at most so many readings. */
    private static final int READINGS_PER_RECORD = 500;

    /**
     * What a killed gateway had under way at most: by the relay, 200 readings for each of 30
     * connections; by the direct way, what was read while 16 calls wait.
     */
    private static final int UNDER_WAY = 10_000;

    private static final Pattern SWITCHED = Pattern.compile("mode switched .*unsettled=\"(\\d+)\"");

    @TempDir Path folder;
    private ProcessRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new ProcessRig(folder);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void losesNothingAndRepeatsNothingWhileTheModeChangesUnderLoad() throws Exception {
        // Given
        rig.startGateway("direct", "ruleSettleTime: 0s");
        rig.startDevices(READINGS_PER_SECOND);
        awaitFlow(READINGS_PER_SECOND);

        // When
        for (int i = 0; i < SWITCHES; i++) {
            String mode = i % 2 == 0 ? "iot-rule" : "direct";
            assertThat(rig.changeMode(mode)).startsWith("200 ").contains(mode);
            TimeUnit.MILLISECONDS.sleep(SWITCH_EVERY_MILLIS);
        }

        // Then
        VerificationReport found = rig.settle();
        long unsettled =
                SWITCHED.matcher(rig.logText())
                        .results()
                        .mapToLong(line -> Long.parseLong(line.group(1)))
                        .sum();
        System.err.println("switches: " + SWITCHES + ", unsettled: " + unsettled + ", " + found);
        assertThat(found.lost()).isZero();
        assertThat(found.delivered()).isEqualTo(found.acknowledged());
        assertThat(found.unrecognised()).isZero();
        assertThat(found.duplicates()).isLessThanOrEqualTo(unsettled * READINGS_PER_RECORD);
        assertThat(SWITCHED.matcher(rig.logText()).results()).hasSize(SWITCHES);
        assertThat(rig.iotCounters().at("/rules/" + ProcessRig.RULE + "/Success").asLong())
                .isPositive();
    }

    /** The step is the last one that the gateway gets to. */
    @ParameterizedTest
    @CsvSource({"direct, prepare", "direct, settle", "direct, go-on", "iot-rule, settle"})
    void losesNothingToAKillInTheMiddleOfASwitch(String from, String step) throws Exception {
        // Given
        String settings = "ruleSettleTime: 300ms\n  maxConnections: 30";
        rig.startGateway(from, settings);
        rig.startDevices(READINGS_PER_SECOND / 2);
        awaitFlow(READINGS_PER_SECOND);

        // When
        switchAndKillAt(step, from.equals("direct") ? "iot-rule" : "direct");
        rig.startGateway(from, settings);
        String mode = rig.mode();
        awaitFlow(READINGS_PER_SECOND / 2);

        // Then
        VerificationReport found = rig.settle();
        System.err.println("from " + from + ", killed at " + step + ": " + mode + ", " + found);
        assertThat(mode).isIn("direct", "iot-rule");
        assertThat(found.lost()).isZero();
        assertThat(found.delivered()).isEqualTo(found.acknowledged());
        assertThat(found.duplicates()).isLessThanOrEqualTo(UNDER_WAY);
    }

    private void switchAndKillAt(String step, String ahead) throws Exception {
        CompletableFuture<Void> change =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                rig.changeMode(ahead);
                            } catch (IOException e) {
                                // it is killed before it answers
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        await().atMost(ProcessRig.PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> rig.logText().contains("step=\"" + step + "\""));
        rig.killGateway();
        change.get(20, TimeUnit.SECONDS);
    }

    /** Until so many more were published. */
    private void awaitFlow(long more) {
        long before = rig.published();
        await().atMost(ProcessRig.PATIENCE).until(() -> rig.published() >= before + more);
    }
}
