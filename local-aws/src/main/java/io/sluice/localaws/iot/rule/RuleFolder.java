/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.rule;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of the rules, one each; a file that is there is complete. */
final class RuleFolder {

    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;

    RuleFolder(Path path) throws IOException {
        this.path = Files.createDirectories(path);
    }

    /** A rule, and the payload that a template last gave it. */
    record Stored(TopicRule rule, @Nullable ObjectNode deployed) {}

    List<Stored> load() throws IOException {
        List<Stored> rules = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(one -> one.toString().endsWith(SUFFIX)).toList()) {
                rules.add(load(file));
            }
        }
        return rules;
    }

    /** Stores a rule: the old one or the new one is found, whatever happens. */
    void save(Stored stored) throws IOException {
        TopicRule rule = stored.rule();
        ObjectNode json = JSON.createObjectNode().put("createdAt", rule.createdAt().toString());
        json.set("payload", rule.payload());
        json.set("deployed", stored.deployed());
        Path aside = path.resolve(rule.name() + ".new");
        try (FileOutputStream out = new FileOutputStream(aside.toFile())) {
            out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
            out.getFD().sync();
        }
        Files.move(aside, file(rule.name()), StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    private Path file(String name) {
        return path.resolve(name + SUFFIX);
    }

    private static Stored load(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try {
            if (JSON.readTree(file.toFile()) instanceof ObjectNode json
                    && json.get("payload") instanceof ObjectNode payload) {
                TopicRule rule =
                        TopicRuleReader.read(
                                name.substring(0, name.length() - SUFFIX.length()),
                                payload,
                                Instant.parse(json.path("createdAt").asText()));
                return new Stored(
                        rule,
                        json.get("deployed") instanceof ObjectNode deployed ? deployed : null);
            }
        } catch (AwsFailure | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        throw new IOException(file + " is not the definition of a topic rule");
    }
}
