/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A wildcard in a policy is there for a reason, and the reason is written beside it. */
class WildcardsTest {

    static List<TemplateFile> templates() {
        return TemplateFile.all();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void givesAReasonForEveryWildcard(TemplateFile template) {
        assertThat(withoutReason(template)).as(template.name()).isEmpty();
    }

    @Test
    void findsAWildcardWithoutAReason() {
        TemplateFile template =
                TemplateFile.of(
                        "wide.yaml",
                        """
                        Statement:
                          - Effect: Allow
                            Action: s3:*
                            Resource: !GetAtt Bucket.Arn
                          - Effect: Allow
                            Action: iot:DescribeEndpoint
                            # AWS IoT knows no resource for this
                            Resource: '*'
                        """);

        assertThat(withoutReason(template)).containsExactly("line 2");
    }

    private static List<String> withoutReason(TemplateFile template) {
        List<String> found = new ArrayList<>();
        statements(template.yaml(), template, found);
        return found;
    }

    private static void statements(Node node, TemplateFile template, List<String> found) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> statements(item, template, found));
        } else if (node instanceof MappingNode mapping) {
            boolean statement = mapping.getValue().stream().anyMatch(e -> key(e).equals("Effect"));
            if (statement && hasWildcard(mapping) && !hasComment(mapping, template)) {
                found.add("line " + (mapping.getStartMark().getLine() + 1));
            }
            mapping.getValue().forEach(e -> statements(e.getValueNode(), template, found));
        }
    }

    private static boolean hasWildcard(MappingNode statement) {
        return statement.getValue().stream()
                .filter(entry -> key(entry).equals("Action") || key(entry).equals("Resource"))
                .anyMatch(entry -> contains(entry.getValueNode()));
    }

    private static boolean contains(Node node) {
        if (node instanceof ScalarNode scalar) {
            // a prefix of a key is a place of its own, and /* behind it means nothing wider
            return scalar.getValue().contains("*")
                    && !scalar.getValue().matches(".*\\$\\{RuleErrorPrefix}\\*");
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().anyMatch(WildcardsTest::contains);
        }
        return ((MappingNode) node)
                .getValue().stream().anyMatch(entry -> contains(entry.getValueNode()));
    }

    private static boolean hasComment(MappingNode statement, TemplateFile template) {
        int from = Math.max(0, statement.getStartMark().getLine() - 1);
        int to = Math.min(template.lines().size(), statement.getEndMark().getLine());
        return template.lines().subList(from, to).stream()
                .anyMatch(line -> line.strip().startsWith("#"));
    }

    private static String key(NodeTuple entry) {
        return ((ScalarNode) entry.getKeyNode()).getValue();
    }
}
