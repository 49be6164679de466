/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The types of resources that a template may have here; one line each in a file beside us. */
final class ResourceSchemas {

    private static final String FILE = "resource-types.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, ResourceSchema> ALL = load();

    private ResourceSchemas() {}

    /** The schema of a type; empty if no template may have it here. */
    static Optional<ResourceSchema> of(String type) {
        return Optional.ofNullable(ALL.get(type));
    }

    private static Map<String, ResourceSchema> load() {
        Map<String, ResourceSchema> schemas = new TreeMap<>();
        InputStream file = Objects.requireNonNull(ResourceSchemas.class.getResourceAsStream(FILE));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ResourceSchema schema = read(JSON.readTree(line));
                schemas.put(schema.type(), schema);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    private static ResourceSchema read(JsonNode line) {
        return new ResourceSchema(
                line.path("type").asText(),
                line.path("name").textValue(),
                line.path("ref").asText(),
                JSON.convertValue(line.path("attributes"), new TypeReference<>() {}),
                texts(line.path("required")),
                texts(line.path("replaces")),
                line.path("properties"));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
