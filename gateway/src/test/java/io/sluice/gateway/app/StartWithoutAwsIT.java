/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static io.sluice.gateway.app.GatewayRig.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.supervision.Deaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartWithoutAwsIT {

    private static final String ROUTES =
            """
            routes:
              - {name: telemetry, filter: 'sensors/+/telemetry', stream: telemetry, linger: 20ms, rule: {name: readings}}
              %s
            """;
    private static final String NEW_ROUTE =
            "- {name: archive, filter: 'sensors/#', stream: telemetry, linger: 20ms, rule: {name: readings}}";

    @TempDir Path folder;

    @Test
    void takesReadingsWhileAwsDoesNotSayWhetherAKnownRuleHasChangedAndAlsoForARouteThatIsNew()
            throws Exception {
        // Given: a gateway that has run with the rule, and AWS that is silent since
        try (GatewayRig rig = GatewayRig.withIotCore(folder);
                ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            rig.createRule("readings", "SELECT * FROM 'sensors/+/telemetry'");
            rig.start(ROUTES.formatted("")).stop();
            String away = "http://127.0.0.1:" + silent.getLocalPort();

            // When
            try (Gateway gateway = patient(rig, URI.create(away))) {
                CompletableFuture<Throwable> ended = new CompletableFuture<>();
                Thread start = new Thread(() -> ended.complete(catchThrowable(gateway::start)));
                start.start();
                try (Publisher publisher = rig.publisher()) {
                    publisher.publish("sensors/a/telemetry", List.of("{\"while\":\"away\"}"));
                }

                // Then: it is in the spool although the start goes on
                await().atMost(PATIENCE)
                        .until(() -> isIn(rig.gatewayData().resolve("spool"), "\"away\""));
                assertThat(gateway.state()).isEqualTo(GatewayState.STARTING);
                start.interrupt();
                assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .hasMessageContaining("interrupted");
            }
            Gateway again = rig.start(ROUTES.formatted(NEW_ROUTE));
            rig.awaitDelivered(2);
            again.stop();
        }
    }

    private static Gateway patient(GatewayRig rig, URI aws) {
        GatewayConfig config =
                ConfigLoader.parse(
                        GatewayRig.yaml(
                                rig.broker().uri(),
                                aws,
                                rig.gatewayData(),
                                ROUTES.formatted(NEW_ROUTE)),
                        Map.of());
        return new Gateway(config, new Deaths(), Duration.ofHours(1));
    }

    private static boolean isIn(Path spool, String text) throws IOException {
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(Files::isRegularFile).anyMatch(file -> contains(file, text));
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
