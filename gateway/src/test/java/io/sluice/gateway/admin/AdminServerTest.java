/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.AdminConfig;
import io.sluice.gateway.forward.DeadLetter;
import io.sluice.gateway.forward.QuarantineException;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import java.io.IOException;
import java.net.BindException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over HTTP on loopback, which takes milliseconds. */
class AdminServerTest {

    private final FakeGateway gateway = new FakeGateway();
    private final HttpClient http = HttpClient.newHttpClient();
    private AdminServer server;

    @BeforeEach
    void listen() throws IOException {
        server = AdminServer.start(new AdminConfig(true, "127.0.0.1", 0), gateway);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    @Test
    void isLiveAndReadyWhileNothingIsWrong() throws Exception {
        for (String path : List.of("/healthz/live", "/healthz/ready")) {
            // When
            HttpResponse<String> response = get(path);

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"status\":\"ok\",\"problems\":[]}");
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void saysWhyItIsNotReadyOrNotLive() throws Exception {
        // Given
        gateway.notReady.add("stream \"s\" is missing");
        gateway.notLive.add("lane died");

        // When
        HttpResponse<String> ready = get("/healthz/ready");

        // Then
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"failing\"").contains("stream \\\"s\\\" is missing");
        assertThat(get("/healthz/live").statusCode()).isEqualTo(503);
    }

    @Test
    void servesMetricsAsPrometheusReadsThem() throws Exception {
        // When
        HttpResponse<String> response = get("/metrics");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("sluice_ready 1\n");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    }

    @Test
    void showsTheStatus() throws Exception {
        assertThat(get("/api/status").body()).isEqualTo("{\"mode\":\"direct\",\"failure\":null}");
    }

    @Test
    void showsAndChangesTheMode() throws Exception {
        // Given
        assertThat(get("/api/mode").body()).isEqualTo("{\"mode\":\"direct\"}");

        // When
        HttpResponse<String> response = send("PUT", "/api/mode", "{\"mode\":\"iot-rule\"}");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"mode\":\"iot-rule\"}");
    }

    @Test
    void tellsAWrongModeFromOneThatIsNotNow() throws Exception {
        // When
        HttpResponse<String> unknown = send("PUT", "/api/mode", "{\"mode\":\"sideways\"}");

        // Then
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).isEqualTo("{\"error\":\"there is no mode 'sideways'\"}");
        gateway.changesRefused = true;
        assertThat(send("PUT", "/api/mode", "{\"mode\":\"iot-rule\"}").statusCode()).isEqualTo(409);
    }

    @Test
    void refusesABodyThatHasNoMode() throws Exception {
        for (String body : List.of("", "mode=direct", "{", "[]", "{}", "{\"mode\":1}", "null")) {
            // When
            HttpResponse<String> response = send("PUT", "/api/mode", body);

            // Then
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(response.body()).contains("send {\\\"mode\\\":\\\"direct\\\"}");
        }
        assertThat(gateway.mode).isEqualTo("direct");
    }

    @Test
    void refusesAnEndlessBody() throws Exception {
        // When
        HttpResponse<String> response =
                send("PUT", "/api/mode", "{\"mode\":\"direct\",\"x\":\"" + "x".repeat(100_000));

        // Then
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void refusesChangesThatABrowserSendsFromAnotherSite() throws Exception {
        for (String site : List.of("cross-site", "same-site")) {
            // When
            HttpResponse<String> response =
                    send("PUT", "/api/mode", "{\"mode\":\"iot-rule\"}", "Sec-Fetch-Site", site);

            // Then
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(
                            send("DELETE", "/api/dead-letters/one", "", "Sec-Fetch-Site", site)
                                    .statusCode())
                    .isEqualTo(403);
        }
        assertThat(gateway.mode).isEqualTo("direct");
        assertThat(gateway.letters).containsKey("one");
        assertThat(
                        send(
                                        "PUT",
                                        "/api/mode",
                                        "{\"mode\":\"iot-rule\"}",
                                        "Sec-Fetch-Site",
                                        "same-origin")
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        // When
        HttpResponse<String> response = send("HEAD", "/healthz/ready", "");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(send("HEAD", "/nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void saysWhatThereIsWhereThereIsNothing() throws Exception {
        // When
        HttpResponse<String> response = get("/");

        // Then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("/healthz/live", "/api/status");
        assertThat(send("POST", "/api/mode", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void listsAndShowsDeadLetters() throws Exception {
        // When
        HttpResponse<String> list = get("/api/dead-letters");

        // Then
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body())
                .contains("\"id\":\"one\"", "\"reason\":\"too-large\"", "\"payloadBytes\":7")
                .doesNotContain("reading");
        assertThat(get("/api/dead-letters/one").body()).contains("\"topic\":\"sensors/a\"");
        HttpResponse<String> payload = get("/api/dead-letters/one/payload");
        assertThat(payload.body()).isEqualTo("reading");
        assertThat(payload.headers().firstValue("Content-Type"))
                .contains("application/octet-stream");
    }

    @Test
    void listsTheOthersBesideADamagedOne() throws Exception {
        // Given
        gateway.damaged = "zwei";

        // When
        HttpResponse<String> list = get("/api/dead-letters");

        // Then
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body())
                .contains("\"id\":\"one\"")
                .contains("\"id\":\"zwei\"")
                .contains("unreadable");
        assertThat(get("/api/dead-letters/zwei").statusCode()).isEqualTo(500);
        assertThat(send("DELETE", "/api/dead-letters/zwei", "").statusCode()).isEqualTo(200);
    }

    @Test
    void replaysAndPurges() throws Exception {
        // When
        HttpResponse<String> replay = send("POST", "/api/dead-letters/one/replay", "");

        // Then
        assertThat(replay.statusCode()).isEqualTo(200);
        assertThat(replay.body()).isEqualTo("{\"replayed\":\"one\"}");
        assertThat(send("DELETE", "/api/dead-letters/one", "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/api/dead-letters/one", "").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/api/dead-letters/one/replay", "").statusCode()).isEqualTo(404);
        assertThat(get("/api/dead-letters/one/payload").statusCode()).isEqualTo(404);
        assertThat(send("PUT", "/api/dead-letters/one", "").statusCode()).isEqualTo(405);
        assertThat(get("/api/dead-letters/one/payload/more").statusCode()).isEqualTo(404);
    }

    @Test
    void saysWhyADeadLetterIsNotReplayed() throws Exception {
        // Given
        gateway.changesRefused = true;

        // When
        HttpResponse<String> response = send("POST", "/api/dead-letters/one/replay", "");

        // Then
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("no route");
        assertThat(gateway.letters).containsKey("one");
    }

    @Test
    void answersThoughTheGatewayFails() throws Exception {
        // Given
        gateway.fails = true;

        // When
        HttpResponse<String> response = get("/api/status");

        // Then
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(get("/healthz/live").statusCode()).isEqualTo(200);
    }

    @Test
    void cannotListenWhereAnotherListens() {
        assertThatThrownBy(
                        () ->
                                AdminServer.start(
                                        new AdminConfig(true, "127.0.0.1", server.uri().getPort()),
                                        gateway))
                .isInstanceOf(BindException.class);
    }

    private static final class FakeGateway implements GatewayView {

        private final List<String> notLive = new ArrayList<>();
        private final List<String> notReady = new ArrayList<>();
        private final Map<String, DeadLetter> letters = new LinkedHashMap<>();
        private volatile String mode = "direct";
        private volatile String damaged = "";
        private volatile boolean changesRefused;
        private volatile boolean fails;

        FakeGateway() {
            letters.put(
                    "one",
                    new DeadLetter(
                            "telemetry",
                            "stream",
                            "too-large",
                            "why",
                            Instant.EPOCH,
                            "sensors/a",
                            Qos.AT_LEAST_ONCE,
                            false,
                            MessageProperties.NONE,
                            Instant.EPOCH,
                            Payload.ofUtf8("reading")));
        }

        @Override
        public List<String> notLiveBecause() {
            return notLive;
        }

        @Override
        public List<String> notReadyBecause() {
            return notReady;
        }

        @Override
        public String metrics() {
            return "sluice_ready 1\n";
        }

        @Override
        public Map<String, Object> status() {
            if (fails) {
                throw new IllegalStateException("broken");
            }
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("mode", mode);
            status.put("failure", null);
            return status;
        }

        @Override
        public String mode() {
            return mode;
        }

        @Override
        public void changeMode(String wanted) {
            if (wanted.equals("sideways")) {
                throw ModeRefusedException.unknown("there is no mode 'sideways'");
            }
            if (changesRefused) {
                throw ModeRefusedException.notNow("the way ahead is not good");
            }
            mode = wanted;
        }

        @Override
        public List<String> deadLetters() {
            List<String> ids = new ArrayList<>(letters.keySet());
            if (!damaged.isEmpty()) {
                ids.add(damaged);
            }
            return ids;
        }

        @Override
        public Optional<DeadLetter> deadLetter(String id) {
            if (id.equals(damaged)) {
                throw new QuarantineException("Cannot read dead letter " + id, null);
            }
            return Optional.ofNullable(letters.get(id));
        }

        @Override
        public boolean replay(String id) {
            if (changesRefused) {
                throw new ReplayRefusedException("no route of the configuration matches");
            }
            return letters.containsKey(id);
        }

        @Override
        public boolean purge(String id) {
            return letters.remove(id) != null || id.equals(damaged);
        }
    }
}
