/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.processes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks processes how far they are, and tells them what to do. */
public final class HttpJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * The answer.
     *
     * @throws CommandFailure if there is none
     */
    public JsonNode get(URI uri) {
        return find(uri).orElseThrow(() -> CommandFailure.failed("no answer from " + uri));
    }

    /** The answer, or none if nobody listens there (yet). */
    public Optional<JsonNode> find(URI uri) {
        return send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build())
                .flatMap(answer -> parse(answer.body()));
    }

    /** What was answered as text, or none if nobody listens there (yet). */
    public Optional<String> text(URI uri) {
        return send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build())
                .map(answer -> new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Sends a body, which may be empty; the answer's code, or none if nobody listens there. */
    public Optional<Integer> put(String method, URI uri, String body) {
        return send(HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .method(method, BodyPublishers.ofString(body))
                        .build())
                .map(HttpResponse::statusCode);
    }

    private static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<HttpResponse<byte[]>> send(HttpRequest request) {
        try {
            return Optional.of(client.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        }
    }
}
