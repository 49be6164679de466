/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of one broker's tests: a column of the table in {@code docs/brokers.md}. */
final class BrokerReport {

    private static final Path FOLDER = Path.of("target", "broker-contract");
    private static final String FAILED = "FAILED";

    private final String broker;
    private final String version;
    private final Map<BrokerProperty, Map<Protocol, String>> outcomes =
            new EnumMap<>(BrokerProperty.class);

    // for one test
    private final List<String> observations = new ArrayList<>();
    private BrokerProperty property = BrokerProperty.PERSISTENT_SESSION;
    private Protocol protocol = Protocol.MQTT5;

    BrokerReport(String broker, String version) {
        this.broker = broker;
        this.version = version;
    }

    void begin(BrokerProperty newProperty, Protocol newProtocol) {
        property = newProperty;
        protocol = newProtocol;
        observations.clear();
    }

    /** Something that is as it may be, and that users of this broker must know. */
    void observe(String what) {
        observations.add(what);
    }

    void holds() {
        record(observations.isEmpty() ? "yes" : "yes; " + String.join("; ", observations));
    }

    void doesNotApply(String reason) {
        record(reason.replaceFirst("^Assumption failed: ", ""));
    }

    void failed() {
        record(FAILED);
    }

    private void record(String outcome) {
        outcomes.computeIfAbsent(property, p -> new EnumMap<>(Protocol.class))
                .put(protocol, outcome);
    }

    String broker() {
        return broker;
    }

    String version() {
        return version;
    }

    /** What was tried with both protocols and did not fail, each as the text of its cell. */
    Map<BrokerProperty, String> cells() {
        Map<BrokerProperty, String> cells = new TreeMap<>();
        outcomes.forEach(
                (tried, byProtocol) -> {
                    if (byProtocol.size() == Protocol.values().length
                            && !byProtocol.containsValue(FAILED)) {
                        cells.put(tried, cell(byProtocol));
                    }
                });
        return cells;
    }

    private static String cell(Map<Protocol, String> byProtocol) {
        if (byProtocol.values().stream().distinct().count() == 1) {
            return byProtocol.values().iterator().next();
        }
        return byProtocol.entrySet().stream()
                .map(entry -> words(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining("<br>"));
    }

    private static String words(Protocol spoken) {
        return spoken == Protocol.MQTT5 ? "MQTT 5" : "MQTT 3.1.1";
    }

    /** Writes {@code target/broker-contract/NAME.json}. */
    void write() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("broker", broker).put("version", version);
        ObjectNode properties = root.putObject("properties");
        outcomes.forEach(
                (tried, byProtocol) -> {
                    ObjectNode one = properties.putObject(tried.name().toLowerCase(Locale.ROOT));
                    byProtocol.forEach((spoken, outcome) -> one.put(spoken.toString(), outcome));
                });
        Files.createDirectories(FOLDER);
        mapper.writerWithDefaultPrettyPrinter()
                .writeValue(
                        FOLDER.resolve(broker.toLowerCase(Locale.ROOT).replace(' ', '-') + ".json")
                                .toFile(),
                        root);
    }
}
