/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Turns YAML into {@link Node}s that remember their lines. Values stay the text that was written,
 * so that a password of digits is a password; nothing is constructed from tags.
 */
final class YamlReader {

    /** Far beyond any settings; ends an alias that holds itself. */
    private static final int MAX_DEPTH = 32;

    private final Problems problems;

    YamlReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads a text; an empty one is an empty mapping.
     *
     * @throws YamlSyntaxException if it is not YAML, or not a mapping
     */
    Node.Mapping read(String yaml) {
        org.yaml.snakeyaml.nodes.@Nullable Node root;
        try {
            root = compose(yaml);
        } catch (MarkedYAMLException e) {
            throw new YamlSyntaxException(where(e) + cause(e));
        } catch (YAMLException e) {
            throw new YamlSyntaxException(String.valueOf(e.getMessage()));
        }
        if (root == null) {
            return Node.Mapping.empty("");
        }
        Node read = node(root, "", 0);
        if (read.isNull()) {
            return Node.Mapping.empty("");
        }
        if (read instanceof Node.Mapping mapping) {
            return mapping;
        }
        throw new YamlSyntaxException(
                read.origin() + ": it is " + read.kind() + "; write keys, such as source:");
    }

    /**
     * As SnakeYAML's {@code Yaml.compose} does, without what constructs objects, which sets up
     * logging.
     */
    private static org.yaml.snakeyaml.nodes.@Nullable Node compose(String yaml) {
        LoaderOptions options = new LoaderOptions();
        Parser parser = new ParserImpl(new StreamReader(yaml), options);
        return new Composer(parser, new Resolver(), options).getSingleNode();
    }

    private Node node(org.yaml.snakeyaml.nodes.Node yaml, String path, int depth) {
        String origin = line(yaml);
        if (depth > MAX_DEPTH) {
            throw new YamlSyntaxException(origin + ": nested too deeply, or an alias of itself");
        }
        if (yaml instanceof ScalarNode scalar) {
            return new Node.Scalar(
                    Tag.NULL.equals(scalar.getTag()) ? null : scalar.getValue(), origin);
        }
        if (yaml instanceof SequenceNode sequence) {
            Node.Sequence read = Node.Sequence.empty(origin);
            for (org.yaml.snakeyaml.nodes.Node item : sequence.getValue()) {
                read.items().add(node(item, path + "[" + read.items().size() + "]", depth + 1));
            }
            return read;
        }
        return mapping((MappingNode) yaml, path, depth);
    }

    private Node.Mapping mapping(MappingNode yaml, String path, int depth) {
        Node.Mapping read = Node.Mapping.empty(line(yaml));
        for (NodeTuple tuple : yaml.getValue()) {
            String origin = line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new YamlSyntaxException(origin + ": a key must be a plain word");
            }
            String below = Paths.child(path, key.getValue());
            Node value = node(tuple.getValueNode(), below, depth + 1);
            Node earlier = read.entries().putIfAbsent(key.getValue(), value);
            if (earlier != null) {
                problems.add(
                        below,
                        "is set twice, first at " + earlier.origin() + "; remove one",
                        origin);
            }
        }
        return read;
    }

    private static String line(org.yaml.snakeyaml.nodes.Node yaml) {
        return "line " + (yaml.getStartMark().getLine() + 1);
    }

    private static String where(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        return mark == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "line %d, column %d: ",
                        mark.getLine() + 1,
                        mark.getColumn() + 1);
    }

    private static String cause(MarkedYAMLException e) {
        return e.getProblem() == null ? "cannot be read" : e.getProblem();
    }
}
