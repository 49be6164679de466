/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;

/**
 * Reads the form of a Query request into a tree: {@code Tags.member.1.Key=a} becomes {@code
 * {"Tags":[{"Key":"a"}]}}.
 */
final class QueryForm {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MEMBER = "member";

    /** More than any request of ours has. */
    private static final int MAX_DEPTH = 16;

    private QueryForm() {}

    static ObjectNode read(String form) {
        ObjectNode tree = JSON.objectNode();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                put(tree, name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return (ObjectNode) withLists(tree);
    }

    private static void put(ObjectNode tree, String name, String value) {
        String[] path = name.split("\\.", -1);
        if (path.length > MAX_DEPTH) {
            throw malformed(name);
        }
        ObjectNode node = tree;
        for (int i = 0; i < path.length - 1; i++) {
            JsonNode next = node.get(path[i]);
            if (next == null) {
                node = node.putObject(path[i]);
            } else if (next instanceof ObjectNode object) {
                node = object;
            } else {
                throw malformed(name);
            }
        }
        node.put(path[path.length - 1], value);
    }

    private static JsonNode withLists(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1 && node.get(MEMBER) instanceof ObjectNode members) {
            ArrayNode list = JSON.arrayNode();
            members.properties().stream()
                    .sorted(Comparator.comparingInt(entry -> number(entry.getKey())))
                    .map(Map.Entry::getValue)
                    .forEach(value -> list.add(withLists(value)));
            return list;
        }
        ObjectNode object = JSON.objectNode();
        node.properties().forEach(entry -> object.set(entry.getKey(), withLists(entry.getValue())));
        // an empty list is a name with nothing behind it
        return object;
    }

    private static int number(String index) {
        if (!index.matches("\\d{1,6}")) {
            throw malformed(index);
        }
        return Integer.parseInt(index);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
    }

    private static AwsFailure malformed(String what) {
        return AwsFailure.client("MalformedQueryString", "'" + what + "' cannot be read.");
    }
}
