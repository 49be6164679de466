/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A template as it is written, its functions by their long names.
 *
 * @param name the file's path below the folder of the templates
 * @param text the file's text
 * @param yaml its nodes, which know their lines
 * @param root its content
 */
record TemplateFile(String name, String text, Node yaml, ObjectNode root) {

    private static final Path FOLDER = Path.of("");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** All templates of the project. */
    static List<TemplateFile> all() {
        try (Stream<Path> files = Files.walk(FOLDER, 2)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.startsWith("src") && !file.startsWith("target"))
                    .sorted()
                    .map(file -> named(file.toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TemplateFile named(String name) {
        try {
            return of(name, Files.readString(FOLDER.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TemplateFile of(String name, String text) {
        Node yaml = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        return new TemplateFile(name, text, yaml, (ObjectNode) json(yaml));
    }

    /** A section, empty if it is not there. */
    ObjectNode section(String title) {
        return root.path(title) instanceof ObjectNode section ? section : JSON.objectNode();
    }

    List<String> lines() {
        return text.lines().toList();
    }

    @Override
    public String toString() {
        return name;
    }

    private static JsonNode json(Node node) {
        JsonNode value = content(node);
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!") || tag.length() == 1) {
            return value;
        }
        String function = tag.substring(1);
        if (function.equals("GetAtt")) {
            String[] parts = value.asText().split("\\.", 2);
            value = JSON.arrayNode().add(parts[0]).add(parts[1]);
        }
        boolean bare = function.equals("Ref") || function.equals("Condition");
        return JSON.objectNode().set(bare ? function : "Fn::" + function, value);
    }

    private static JsonNode content(Node node) {
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.getValue().forEach(item -> array.add(json(item)));
            return array;
        }
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                String key = ((ScalarNode) entry.getKeyNode()).getValue();
                if (object.has(key)) {
                    throw new IllegalStateException("the key " + key + " is there twice");
                }
                object.set(key, json(entry.getValueNode()));
            }
            return object;
        }
        ScalarNode scalar = (ScalarNode) node;
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.INT)) {
            return JSON.numberNode(Long.parseLong(text));
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        if (scalar.getTag().equals(Tag.TIMESTAMP)) {
            // a date that lost its quotes: seen as what it is, and not as text
            return JSON.pojoNode(text);
        }
        return JSON.textNode(text);
    }
}
