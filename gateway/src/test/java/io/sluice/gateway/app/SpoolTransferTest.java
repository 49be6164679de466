/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.spool.FileSpool;
import io.sluice.gateway.spool.ImportResult;
import io.sluice.gateway.spool.SpoolCursor;
import io.sluice.gateway.spool.SpoolEvents;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.toolkit.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings on their way from one data directory to another, on a real disk. */
class SpoolTransferTest {

    private static final List<String> READINGS = Readings.numbered(1000);

    @TempDir private Path folder;

    private GatewayConfig config(String directory, String clientId, String more) {
        return ConfigLoader.parse(
                """
                dataDirectory: %s
                source: {broker: mqtt://localhost, clientId: '%s'}
                routes: [{name: telemetry, filter: 'sensors/#', stream: s}]
                aws: {region: eu-west-1}
                %s
                """
                        .formatted(folder.resolve(directory), clientId, more),
                Map.of());
    }

    private static void fill(GatewayConfig config) throws InterruptedException {
        CountDownLatch stored = new CountDownLatch(READINGS.size());
        try (FileSpool spool = FileSpool.open(Parts.fileSpool(config), SpoolEvents.NONE)) {
            spool.cursor("telemetry");
            for (String reading : READINGS) {
                spool.append(
                        new InboundMessage(
                                "sensors/a",
                                Payload.ofUtf8(reading),
                                Qos.AT_LEAST_ONCE,
                                false,
                                MessageProperties.NONE,
                                Instant.ofEpochMilli(1),
                                stored::countDown));
            }
            assertThat(stored.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static List<String> held(GatewayConfig config) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        try (FileSpool spool = FileSpool.open(Parts.fileSpool(config), SpoolEvents.NONE);
                SpoolCursor cursor = spool.cursor("telemetry")) {
            List<SpooledMessage> some = cursor.read(1 << 20, Duration.ZERO);
            while (!some.isEmpty()) {
                some.forEach(
                        each ->
                                texts.add(
                                        new String(
                                                each.payload().toByteArray(),
                                                StandardCharsets.UTF_8)));
                some = cursor.read(1 << 20, Duration.ZERO);
            }
        }
        return texts;
    }

    @Test
    void movesReadingsByAFile() throws Exception {
        // Given
        GatewayConfig old = config("old", "old", "");
        GatewayConfig other = config("other", "other", "");
        fill(old);
        Path file = folder.resolve("readings");

        // When
        SpoolTransfer.of(old, null, null).exportTo(file, true);
        ImportResult result = SpoolTransfer.of(other, null, null).importFrom(file, Map.of());

        // Then
        assertThat(result.readings()).isEqualTo(READINGS.size());
        assertThat(held(old)).isEmpty();
        assertThat(held(other)).isEqualTo(READINGS);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void movesReadingsByAStream() throws Exception {
        // Given
        GatewayConfig old = config("old", "old", "");
        GatewayConfig other = config("other", "other", "");
        fill(old);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();

        // When
        SpoolTransfer.of(old, null, null).exportTo(stream);
        SpoolTransfer.of(other, null, null)
                .importFrom(new ByteArrayInputStream(stream.toByteArray()), Map.of());

        // Then
        assertThat(held(old)).isEqualTo(READINGS);
        assertThat(held(other)).isEqualTo(READINGS);
        assertThat(folder.resolve("other")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void doesNothingWhileAGatewayRuns() throws Exception {
        // Given
        GatewayConfig config = config("old", "old", "");
        fill(config);
        Path file = folder.resolve("readings");
        SpoolTransfer transfer = SpoolTransfer.of(config, null, null);
        transfer.exportTo(file, false);

        // When / Then
        try (DataDirectory running = DataDirectory.lock(config)) {
            assertThat(running).isNotNull();
            assertThatThrownBy(() -> transfer.exportTo(folder.resolve("more"), true))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("is running on");
            assertThatThrownBy(() -> transfer.importFrom(file, Map.of()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("is running on");
        }
        assertThat(folder.resolve("more")).doesNotExist();
    }

    @Test
    void takesOneOfSeveralGatewaysByItsSlotOrAnyFolder() throws Exception {
        // Given
        GatewayConfig several = config("gateway-{slot}", "hall-{slot}", "");
        fill(several.atSlot(2));
        Path moved = folder.resolve("moved");

        // When
        Files.move(folder.resolve("gateway-2"), moved);
        SpoolTransfer.Exported exported =
                SpoolTransfer.of(several, 2, moved).exportTo(folder.resolve("readings"), false);

        // Then
        assertThat(exported.header().gateway()).isEqualTo("hall-2");
        assertThat(exported.header().readings()).isEqualTo(READINGS.size());
        assertThatThrownBy(() -> SpoolTransfer.of(several, null, moved))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--slot");
        assertThatThrownBy(() -> SpoolTransfer.of(config("old", "old", ""), 1, null))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--slot");
    }

    @Test
    void saysThatThereIsNoSpool() {
        // When / Then
        SpoolTransfer none = SpoolTransfer.of(config("none", "none", ""), null, null);
        assertThatThrownBy(() -> none.exportTo(folder.resolve("readings"), false))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("There is no spool in");
        assertThat(folder.resolve("none")).doesNotExist();
        SpoolTransfer broker =
                SpoolTransfer.of(config("b", "b", "spool: {durability: broker}"), null, null);
        assertThatThrownBy(() -> broker.importFrom(folder.resolve("readings"), Map.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("durability: broker");
    }
}
