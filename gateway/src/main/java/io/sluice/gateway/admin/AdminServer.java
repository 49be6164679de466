/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.gateway.config.AdminConfig;
import io.sluice.gateway.forward.DeadLetter;
import io.sluice.gateway.forward.DeadLetterHeader;
import io.sluice.gateway.forward.QuarantineException;
import io.sluice.gateway.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves health, metrics, status, mode and dead letters over HTTP, by a few threads {@code admin-N}
 * of its own. There is no authentication: it listens on loopback unless it is configured otherwise,
 * and refuses requests that a browser sends from another site.
 */
public final class AdminServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final int THREADS = 4;
    private static final int LARGEST_BODY = 64 * 1024;
    private static final String JSON = "application/json";

    private final HttpServer server;
    private final ExecutorService threads;
    private final GatewayView gateway;

    private AdminServer(HttpServer server, ExecutorService threads, GatewayView gateway) {
        this.server = server;
        this.threads = threads;
        this.gateway = gateway;
    }

    /**
     * Listens.
     *
     * @throws IOException if the address cannot be listened on
     */
    public static AdminServer start(AdminConfig config, GatewayView gateway) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(config.host(), config.port()), 64);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> daemon(task));
        AdminServer admin = new AdminServer(server, threads, gateway);
        server.setExecutor(threads);
        server.createContext("/", admin::handle);
        server.start();
        return admin;
    }

    /** Where it listens. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create(
                "http://"
                        + (host.contains(":") ? "[" + host + "]" : host)
                        + ":"
                        + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "admin");
        thread.setDaemon(true);
        return thread;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (ModeRefusedException e) {
                answer = error(e.isUnknown() ? 400 : 409, String.valueOf(e.getMessage()));
            } catch (ReplayRefusedException e) {
                answer = error(409, String.valueOf(e.getMessage()));
            } catch (QuarantineException e) {
                answer = error(500, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("admin request failed");
                answer = error(500, "unexpected " + e);
            }
            exchange.getResponseHeaders().set("Content-Type", answer.contentType);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            boolean bodyless = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(
                    answer.status, bodyless || answer.body.length == 0 ? -1 : answer.body.length);
            if (!bodyless) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(answer.body);
                }
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String method =
                exchange.getRequestMethod().equals("HEAD") ? "GET" : exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
        if (!method.equals("GET")
                && site != null
                && !site.equals("same-origin")
                && !site.equals("none")) {
            return error(403, "requests from another site are refused");
        }
        if (path.startsWith("/api/dead-letters/")) {
            return deadLetter(method, path.substring("/api/dead-letters/".length()));
        }
        return switch (method + " " + path) {
            case "GET /healthz/live" -> health(gateway.notLiveBecause());
            case "GET /healthz/ready" -> health(gateway.notReadyBecause());
            case "GET /metrics" ->
                    new Answer(
                            200,
                            "text/plain; version=0.0.4; charset=utf-8",
                            utf8(gateway.metrics()));
            case "GET /api/status" -> ok(gateway.status());
            case "GET /api/mode" -> ok(Map.of("mode", gateway.mode()));
            case "PUT /api/mode" -> putMode(exchange);
            case "GET /api/dead-letters" -> ok(listDeadLetters());
            default -> unknown(path);
        };
    }

    private Answer putMode(HttpExchange exchange) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(LARGEST_BODY);
        }
        JsonNode mode;
        try {
            mode = Json.mapper().readTree(body).path("mode");
        } catch (IOException e) {
            return error(400, "the body is not JSON; send {\"mode\":\"direct\"}");
        }
        if (!mode.isTextual()) {
            return error(400, "the body has no mode; send {\"mode\":\"direct\"}");
        }
        gateway.changeMode(mode.textValue());
        return ok(Map.of("mode", gateway.mode()));
    }

    private List<Map<String, Object>> listDeadLetters() {
        List<Map<String, Object>> letters = new ArrayList<>();
        for (String id : gateway.deadLetters()) {
            try {
                gateway.deadLetter(id).ifPresent(letter -> letters.add(describe(id, letter)));
            } catch (QuarantineException e) {
                // one that is damaged must not hide the others
                letters.add(
                        Map.of(
                                "id",
                                id,
                                "reason",
                                "unreadable",
                                "detail",
                                String.valueOf(e.getMessage())));
            }
        }
        return letters;
    }

    private Answer deadLetter(String method, String rest) throws IOException {
        String[] parts = rest.split("/", -1);
        String id = parts[0];
        String action = parts.length > 1 ? parts[1] : "";
        if (parts.length > 2) {
            return unknown("/api/dead-letters/" + rest);
        }
        Optional<DeadLetter> letter =
                method.equals("GET") ? gateway.deadLetter(id) : Optional.empty();
        return switch (method + " " + action) {
            case "GET " -> letter.isEmpty() ? noSuchLetter(id) : ok(describe(id, letter.get()));
            case "GET payload" ->
                    letter.isEmpty()
                            ? noSuchLetter(id)
                            : new Answer(
                                    200,
                                    "application/octet-stream",
                                    letter.get().payload().toByteArray());
            case "POST replay" ->
                    gateway.replay(id) ? ok(Map.of("replayed", id)) : noSuchLetter(id);
            case "DELETE " -> gateway.purge(id) ? ok(Map.of("purged", id)) : noSuchLetter(id);
            default -> error(405, method + " is not for this path");
        };
    }

    private Map<String, Object> describe(String id, DeadLetter letter) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", id);
        described.putAll(
                Json.mapper()
                        .convertValue(
                                DeadLetterHeader.of(letter),
                                new com.fasterxml.jackson.core.type.TypeReference<
                                        LinkedHashMap<String, Object>>() {}));
        return described;
    }

    private Answer health(List<String> problems) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", problems.isEmpty() ? "ok" : "failing");
        body.put("problems", problems);
        return new Answer(
                problems.isEmpty() ? 200 : 503, JSON, Json.mapper().writeValueAsBytes(body));
    }

    private Answer ok(Object body) throws IOException {
        return new Answer(200, JSON, Json.mapper().writeValueAsBytes(body));
    }

    private Answer noSuchLetter(String id) {
        return error(404, "there is no dead letter " + id);
    }

    private Answer unknown(String path) {
        return error(
                404,
                "nothing at "
                        + path
                        + "; there are GET /healthz/live, /healthz/ready, /metrics, /api/status, /api/mode, /api/dead-letters");
    }

    private Answer error(int status, String message) {
        return new Answer(
                status,
                JSON,
                utf8(Json.mapper().createObjectNode().put("error", message).toString()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for one request, compared with nothing
    private record Answer(int status, String contentType, byte[] body) {}
}
