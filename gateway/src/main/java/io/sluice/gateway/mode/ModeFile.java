/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.gateway.config.Mode;
import io.sluice.gateway.json.Json;
import io.sluice.toolkit.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mode that was chosen last, in the file {@code mode.json} of the data directory, replaced as a
 * whole and synced: after a crash it holds the one or the other. Beside the chosen mode it holds
 * what the configuration said then: a configuration that says something else since is the newer
 * choice. For one thread.
 */
public final class ModeFile {

    private static final Logger LOG = LoggerFactory.getLogger(ModeFile.class);
    private static final String NAME = "mode.json";

    private final Path file;
    private final Mode configured;

    /**
     * In this directory.
     *
     * @param configured what the configuration says now
     */
    public ModeFile(Path dataDirectory, Mode configured) {
        this.file = dataDirectory.resolve(NAME);
        this.configured = configured;
    }

    /** The mode to be in: what was chosen last, at run time or in the configuration. */
    public Mode read() {
        try {
            String text = Files.readString(file); // mostly there is none
            JsonNode stored = Json.mapper().readTree(text);
            Mode then = Mode.of(stored.path("configured").asText());
            return then == configured ? Mode.of(stored.path("mode").asText()) : configured;
        } catch (NoSuchFileException e) {
            return configured;
        } catch (IOException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e instanceof JsonProcessingException ? "no JSON" : e)
                    .addKeyValue("mode", configured)
                    .log(
                            "the mode that was chosen last cannot be read; the configuration's counts");
            return configured;
        }
    }

    /**
     * Stores the choice; it survives {@code kill -9} and a power cut once this returns.
     *
     * @throws IOException if it cannot be stored; what was stored before still counts
     */
    public void write(Mode chosen) throws IOException {
        String text =
                Json.mapper()
                        .createObjectNode()
                        .put("mode", chosen.toString())
                        .put("configured", configured.toString())
                        .toString();
        AtomicFile.write(file, text);
    }
}
