/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table in {@code docs/brokers.md}, between its marks: a row for each property, a column for
 * each broker.
 */
final class BrokerTable {

    static final Path PAGE = Path.of("..", "docs", "brokers.md");

    private static final String BEGIN =
            "<!-- the table is made by the broker contract's tests -->\n";
    private static final String END = "<!-- up to here -->\n";
    private static final String VERSION = "Version tried";
    private static final String NOTHING = "–";
    private static final List<String> BROKERS =
            List.of("embedded broker", "Mosquitto", "HiveMQ CE");

    private final String before;
    private final String after;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    private BrokerTable(String page) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        before = page.substring(0, begin);
        after = page.substring(end);
        addRow(VERSION);
        for (BrokerProperty property : BrokerProperty.values()) {
            addRow(property.text());
        }
        for (String line : page.substring(begin, end).lines().toList()) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).skip(1).toList();
            if (cells.size() > BROKERS.size() && rows.containsKey(cells.get(0))) {
                rows.put(cells.get(0), new ArrayList<>(cells.subList(1, BROKERS.size() + 1)));
            }
        }
    }

    private void addRow(String name) {
        rows.put(name, new ArrayList<>(BROKERS.stream().map(broker -> NOTHING).toList()));
    }

    static BrokerTable read() throws IOException {
        return new BrokerTable(Files.readString(PAGE));
    }

    /** Puts what came of a broker's tests into its column. */
    void enter(BrokerReport report) {
        int column = BROKERS.indexOf(report.broker());
        row(VERSION).set(column, report.version());
        report.cells().forEach((property, cell) -> row(property.text()).set(column, cell));
    }

    String versionOf(String broker) {
        return row(VERSION).get(BROKERS.indexOf(broker));
    }

    private List<String> row(String name) {
        return rows.getOrDefault(name, List.of());
    }

    /** The whole page. */
    String page() {
        StringBuilder page = new StringBuilder(before);
        page.append("| | ").append(String.join(" | ", BROKERS)).append(" |\n");
        page.append("|---".repeat(BROKERS.size() + 1)).append("|\n");
        rows.forEach(
                (name, cells) ->
                        page.append("| ")
                                .append(name)
                                .append(" | ")
                                .append(String.join(" | ", cells))
                                .append(" |\n"));
        return page.append(after).toString();
    }
}
