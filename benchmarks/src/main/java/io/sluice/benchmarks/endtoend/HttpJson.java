/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Asks the processes under measurement how far they are. */
final class HttpJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    JsonNode get(URI uri) {
        return find(uri).orElseThrow(() -> CommandFailure.failed("no answer from " + uri));
    }

    /** The answer, or none if nobody listens there (yet). */
    Optional<JsonNode> find(URI uri) {
        try {
            return Optional.of(
                    JSON.readTree(
                            client.send(
                                            HttpRequest.newBuilder(uri).build(),
                                            BodyHandlers.ofByteArray())
                                    .body()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        }
    }
}
