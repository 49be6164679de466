/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.TopicFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which of the importing gateway's routes has what of a file. */
final class ImportRoutes {

    private final Map<String, TopicFilter> routes;
    private final Map<String, String> renamed;

    /** The first topic that a route does not take. */
    private final TreeMap<String, String> strangers = new TreeMap<>();

    /**
     * @param routes the filter of each route that there is
     * @param renamed what a route of the file is called here, where that is different
     * @throws SpoolException if a route is not there
     */
    ImportRoutes(
            ExportHeader header, Map<String, TopicFilter> routes, Map<String, String> renamed) {
        this.routes = routes;
        this.renamed = renamed;
        Set<String> unknownOld = new TreeSet<>(renamed.keySet());
        unknownOld.removeAll(header.routes().keySet());
        if (!unknownOld.isEmpty()) {
            throw new SpoolException(
                    "The file has no readings of the routes "
                            + unknownOld
                            + ", only of "
                            + header.routes().keySet()
                            + "; name those as OLD in --route OLD=NEW. Nothing was imported");
        }
        Set<String> missing = new TreeSet<>();
        header.routes().keySet().forEach(route -> missing.add(nameHere(route)));
        missing.removeAll(routes.keySet());
        if (!missing.isEmpty()) {
            throw new SpoolException(
                    "The file holds readings for the routes "
                            + missing
                            + ", which the configuration does not have, only "
                            + new TreeSet<>(routes.keySet())
                            + "; add them, or say by --route OLD=NEW which route is to have them."
                            + " Nothing was imported");
        }
    }

    private String nameHere(String route) {
        return renamed.getOrDefault(route, route);
    }

    /** The routes that are to have this reading. */
    List<String> of(SpooledMessage message) {
        return Objects.requireNonNull(message.origin()).routes().stream()
                .map(this::nameHere)
                .distinct()
                .toList();
    }

    /** Remembers if a route would not take this topic by itself. */
    void check(String topic, String route) {
        TopicFilter filter = routes.get(route);
        if ((filter == null || !filter.matches(topic)) && !strangers.containsKey(route)) {
            strangers.put(route, topic);
        }
    }

    /**
     * @throws SpoolException if there was any
     */
    void refuseStrangers(String described) {
        if (!strangers.isEmpty()) {
            Map.Entry<String, String> first = strangers.firstEntry();
            throw new SpoolException(
                    described
                            + " holds readings of topic "
                            + first.getValue()
                            + " for route "
                            + first.getKey()
                            + ", whose filter "
                            + routes.get(first.getKey())
                            + " does not take them; widen the filter, or say by --route OLD=NEW"
                            + " which route is to have them. Nothing was imported");
        }
    }
}
