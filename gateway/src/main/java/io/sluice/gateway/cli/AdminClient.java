/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.gateway.json.Json;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Speaks to a running gateway; every failure is one line that says what to do. */
final class AdminClient {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final URI admin;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    AdminClient(URI admin) {
        this.admin = admin;
    }

    JsonNode get(String path) {
        return parse(send("GET", path, ""));
    }

    byte[] getBytes(String path) {
        return send("GET", path, "");
    }

    JsonNode send(String method, String path) {
        return parse(send(method, path, ""));
    }

    JsonNode put(String path, String body) {
        return parse(send("PUT", path, body));
    }

    private byte[] send(String method, String path, String body) {
        HttpResponse<byte[]> response;
        try {
            response =
                    http.send(
                            HttpRequest.newBuilder(admin.resolve(path))
                                    .timeout(TIMEOUT)
                                    .method(
                                            method,
                                            body.isEmpty()
                                                    ? HttpRequest.BodyPublishers.noBody()
                                                    : HttpRequest.BodyPublishers.ofString(body))
                                    .header("Content-Type", "application/json")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.failed(
                    "No gateway answers at "
                            + admin
                            + " ("
                            + Reason.of(e)
                            + "); start one, or name its address with --admin",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        }
        if (response.statusCode() >= 300) {
            throw CommandFailure.failed(errorOf(response));
        }
        return response.body();
    }

    private String errorOf(HttpResponse<byte[]> response) {
        JsonNode error;
        try {
            error = Json.mapper().readTree(response.body()).path("error");
        } catch (IOException e) {
            error = MissingNode.getInstance();
        }
        return error.isTextual()
                ? error.textValue()
                : "The gateway at "
                        + admin
                        + " answered HTTP "
                        + response.statusCode()
                        + ": "
                        + new String(response.body(), StandardCharsets.UTF_8);
    }

    private JsonNode parse(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "What answers at "
                            + admin
                            + " is no Sluice gateway; name its address with --admin",
                    e);
        }
    }

    String pretty(JsonNode node) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
