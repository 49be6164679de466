/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a template into one form: JSON with the long names of functions, whether it was written in
 * YAML with short tags ({@code !Sub}) or in JSON, which is YAML as well.
 *
 * <p>Source: AWS CloudFormation User Guide, "CloudFormation template formats" and "Intrinsic
 * function reference".
 */
final class TemplateReader {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NODES = 100_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private int nodes;

    private TemplateReader() {}

    static ObjectNode read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new TemplateException("there is no such file", e);
        } catch (IOException e) {
            throw new TemplateException("cannot be read: " + e.getMessage(), e);
        }
        return read(text);
    }

    static ObjectNode read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        try (Reader reader = new StringReader(text.replace("\t", "    "))) {
            Node root = new Yaml(options).compose(reader);
            if (root != null && new TemplateReader().convert(root, 0) instanceof ObjectNode json) {
                return json;
            }
            throw new TemplateException("the template is not a mapping of sections");
        } catch (MarkedYAMLException e) {
            throw new TemplateException(
                    "line "
                            + (e.getProblemMark().getLine() + 1)
                            + " of the template: "
                            + e.getProblem(),
                    e);
        } catch (YAMLException | IOException e) {
            throw new TemplateException("the template cannot be read: " + e.getMessage(), e);
        }
    }

    private JsonNode convert(Node node, int depth) {
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            throw TemplateException.at(place(node), "the template is nested too deep or too large");
        }
        JsonNode value = content(node, depth);
        String tag = node.getTag().getValue();
        return tag.startsWith("!") && tag.length() > 1 ? function(tag.substring(1), value) : value;
    }

    private JsonNode content(Node node, int depth) {
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.getValue().forEach(item -> array.add(convert(item, depth + 1)));
            return array;
        }
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : ((MappingNode) node).getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw TemplateException.at(place(entry.getKeyNode()), "a key must be a text");
            }
            if (object.has(key.getValue())) {
                throw TemplateException.at(
                        place(key), "the key '" + key.getValue() + "' is there twice");
            }
            object.set(key.getValue(), convert(entry.getValueNode(), depth + 1));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (Tag.NULL.equals(tag)) {
            return JSON.nullNode();
        }
        if (Tag.BOOL.equals(tag)) {
            return JSON.booleanNode(
                    switch (text.toLowerCase(Locale.ROOT)) {
                        case "true", "yes", "on" -> true;
                        default -> false;
                    });
        }
        // a number keeps its text where that is not how JSON writes it: 007, 0x1F, 1_000
        if (Tag.INT.equals(tag) && text.matches("-?(0|[1-9][0-9]{0,17})")) {
            return JSON.numberNode(new BigInteger(text).longValueExact());
        }
        return JSON.textNode(text);
    }

    /** {@code !GetAtt A.B} becomes {@code {"Fn::GetAtt": ["A", "B"]}}. */
    private static JsonNode function(String name, JsonNode argument) {
        String key = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        JsonNode value = argument;
        if (name.equals("GetAtt") && argument.isTextual() && argument.textValue().contains(".")) {
            int dot = argument.textValue().indexOf('.');
            value =
                    JSON.arrayNode()
                            .add(argument.textValue().substring(0, dot))
                            .add(argument.textValue().substring(dot + 1));
        }
        return JSON.objectNode().set(key, value);
    }

    private static String place(Node node) {
        return "line " + (node.getStartMark().getLine() + 1) + " of the template";
    }
}
