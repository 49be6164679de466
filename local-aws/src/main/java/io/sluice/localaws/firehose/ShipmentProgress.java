/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.firehose.destination.Fate;
import io.sluice.localaws.firehose.process.FailureReason;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a shipment has come, kept beside it, so that a restart neither begins its retry duration
 * anew nor sends again what was taken. One thread at a time.
 */
final class ShipmentProgress {

    static final String SUFFIX = ".progress";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private int attempts;
    private @Nullable Instant since;
    private BitSet accepted = new BitSet();
    private final Map<Integer, Refusal> refused = new TreeMap<>();

    /**
     * A record that the destination does not take.
     *
     * @param fate the last of its fates
     * @param attempts how often it was sent
     * @param at when it was given up
     */
    record Refusal(Fate fate, int attempts, Instant at) {}

    private ShipmentProgress(Path file) {
        this.file = file;
    }

    /** What is known of the shipment in a file. */
    static ShipmentProgress of(Path parcel) throws IOException {
        Path file = parcel.resolveSibling(parcel.getFileName() + SUFFIX);
        ShipmentProgress progress = new ShipmentProgress(file);
        if (Files.exists(file)) {
            progress.read(JSON.readTree(file.toFile()));
        }
        return progress;
    }

    int attempts() {
        return attempts;
    }

    /** Counts an attempt that ends now; returns when the first one that failed did. */
    Instant attempted(Instant now) {
        attempts++;
        Instant first = since == null ? now : since;
        since = first;
        return first;
    }

    boolean isSettled(int index) {
        return accepted.get(index) || refused.containsKey(index);
    }

    void accept(int index) {
        accepted.set(index);
    }

    void refuse(int index, Fate fate, Instant now) {
        refused.put(index, new Refusal(fate, attempts, now));
    }

    Map<Integer, Refusal> refused() {
        return refused;
    }

    /** Stores it: the old or the new one is found, whatever happens. */
    void save() throws IOException {
        ObjectNode json = JSON.createObjectNode().put("attempts", attempts);
        json.put("since", since == null ? 0 : since.toEpochMilli());
        json.put("accepted", accepted.toByteArray());
        ArrayNode list = json.putArray("refused");
        for (Map.Entry<Integer, Refusal> entry : refused.entrySet()) {
            Refusal refusal = entry.getValue();
            ObjectNode one =
                    list.addObject()
                            .put("index", entry.getKey())
                            .put("attempts", refusal.attempts())
                            .put("at", refusal.at().toEpochMilli())
                            .put("code", refusal.fate().reason().code())
                            .put("message", refusal.fate().reason().message());
            refusal.fate().more().forEach(one.putObject("more")::put);
        }
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileOutputStream out = new FileOutputStream(aside.toFile())) {
            out.write(JSON.writeValueAsBytes(json));
            out.getFD().sync();
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes it, after the shipment. */
    void delete() throws IOException {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".new"));
        Files.deleteIfExists(file);
    }

    private void read(JsonNode json) throws IOException {
        attempts = json.path("attempts").asInt();
        long first = json.path("since").asLong();
        since = first == 0 ? null : Instant.ofEpochMilli(first);
        accepted = BitSet.valueOf(json.path("accepted").binaryValue());
        for (JsonNode one : json.path("refused")) {
            Map<String, String> more = new HashMap<>();
            one.path("more")
                    .properties()
                    .forEach(entry -> more.put(entry.getKey(), entry.getValue().asText()));
            Fate fate =
                    new Fate(
                            Fate.Kind.REFUSED,
                            new FailureReason(
                                    one.path("code").asText(), one.path("message").asText()),
                            more);
            refused.put(
                    one.path("index").asInt(),
                    new Refusal(
                            fate,
                            one.path("attempts").asInt(),
                            Instant.ofEpochMilli(one.path("at").asLong())));
        }
    }
}
