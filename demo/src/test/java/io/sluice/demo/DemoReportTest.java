/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoReportTest {

    private static final DemoReport REPORT =
            new DemoReport(
                    "direct",
                    1_006,
                    1_005,
                    1_004,
                    1,
                    2,
                    19,
                    20,
                    151_811,
                    199_680,
                    20.254,
                    new DemoReport.Latency(595, 1_902));

    @Test
    void hasTheKeysThatScriptsRelyOnAndNoOthers() {
        // Given, When
        String json = REPORT.json();

        // Then
        assertThat(json)
                .isEqualTo(
                        "{\"mode\":\"direct\",\"published\":1006,\"acknowledged\":1005,\"delivered\":1004,"
                                + "\"lost\":1,\"duplicates\":2,\"firehoseCalls\":19,\"firehoseRecords\":20,"
                                + "\"payloadBytes\":151811,\"billedBytes\":199680,\"elapsedSeconds\":20.254,"
                                + "\"latencyMillis\":{\"p50\":595,\"p99\":1902}}");
    }

    @Test
    void saysTheSameInWords() {
        // Given
        DemoSummary summary = new DemoSummary(REPORT, Path.of("demo", "s3"));

        // When
        String text = summary.text();

        // Then
        assertThat(text)
                .contains("published     1,006", "acknowledged  1,005", "delivered     1,004")
                .contains("lost          1\n", "duplicates    2\n", "19 calls with 20 records")
                .contains("151,811 of readings, 199,680 billed: 1.32")
                .contains("p50 595 ms, p99 1,902 ms");
    }

    @Test
    void isWrittenOverTheReportOfAnEarlierRun(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("report.json"), "x".repeat(10_000));

        // When
        ReportFile.at(file).write(REPORT);

        // Then
        assertThat(file).hasContent(REPORT.json() + "\n");
    }

    @Test
    void refusesAReportInAFolderThatIsNotThere(@TempDir Path folder) {
        // Given
        Path file = folder.resolve("missing").resolve("report.json");

        // When, Then
        assertThatThrownBy(() -> ReportFile.at(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--report");
    }

    @Test
    void leavesNothingBehindWhereItOnlyLooked(@TempDir Path folder) {
        // Given
        Path file = folder.resolve("report.json");

        // When
        ReportFile.at(file);

        // Then
        assertThat(file).doesNotExist();
    }
}
