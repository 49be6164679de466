/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.json.Json;
import io.sluice.toolkit.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployed rules as they were when last seen, one file each in {@code rules} of the data
 * directory: a gateway can start while AWS is away.
 */
final class KnownRules {

    private static final Logger LOG = LoggerFactory.getLogger(KnownRules.class);

    private final @Nullable Path folder;

    KnownRules(Path dataDirectory) {
        this.folder = dataDirectory.resolve("rules");
    }

    private KnownRules() {
        this.folder = null;
    }

    /** Remembers nothing: what AWS says now is all there is. */
    static KnownRules none() {
        return new KnownRules();
    }

    void remember(DeployedRule rule) {
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            ObjectNode node =
                    Json.mapper()
                            .createObjectNode()
                            .put("name", rule.name())
                            .put("sql", rule.sql())
                            .put("sqlVersion", rule.sqlVersion())
                            .put("errorAction", rule.errorAction());
            for (DeployedRule.FirehoseAction action : rule.firehose()) {
                node.withArray("firehose")
                        .addObject()
                        .put("stream", action.stream())
                        .put("separator", action.separator())
                        .put("batchMode", action.batchMode());
            }
            AtomicFile.write(file(folder, rule.name()), node.toString());
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("rule", rule.name())
                    .addKeyValue("reason", e)
                    .log("the rule's SQL could not be kept for a start while AWS is away");
        }
    }

    Optional<DeployedRule> recall(String name) {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            JsonNode node = Json.mapper().readTree(Files.readString(file(folder, name)));
            List<DeployedRule.FirehoseAction> actions = new ArrayList<>();
            for (JsonNode action : node.path("firehose")) {
                actions.add(
                        new DeployedRule.FirehoseAction(
                                action.path("stream").asText(),
                                action.path("separator").asText(),
                                action.path("batchMode").asBoolean()));
            }
            return Optional.of(
                    new DeployedRule(
                            name,
                            node.path("sql").asText(),
                            node.path("sqlVersion").textValue(),
                            false,
                            actions,
                            node.path("errorAction").asBoolean()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path file(Path folder, String name) {
        return folder.resolve(name + ".json");
    }
}
