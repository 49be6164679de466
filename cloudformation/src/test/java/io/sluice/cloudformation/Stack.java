/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A template with all its functions evaluated.
 *
 * @param template its name
 * @param parameters that gave it this shape
 * @param resources by logical id, only those that are made
 * @param outputs by name
 */
record Stack(
        String template, Map<String, String> parameters, ObjectNode resources, ObjectNode outputs) {

    /** The properties of the resources of a type. */
    List<JsonNode> ofType(String type) {
        return resources
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    JsonNode properties(String id) {
        return resources.path(id).path("Properties");
    }

    @Override
    public String toString() {
        return template + " with " + parameters;
    }
}
