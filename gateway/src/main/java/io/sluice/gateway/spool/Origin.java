/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.util.List;

/**
 * Where an imported reading comes from. It keeps its name (the gateway that received it, when, and
 * where it stood in that gateway's log), and goes to those routes only that had not delivered it
 * there.
 *
 * @param gateway the client id of the gateway that received it
 * @param end the position just behind it in that gateway's log
 * @param routes the routes that are to have it, by the names that they have here; at least one
 */
public record Origin(String gateway, SpoolPosition end, List<String> routes) {

    /** Copies the routes. */
    public Origin {
        routes = List.copyOf(routes);
    }

    /** The same reading for other routes. */
    Origin withRoutes(List<String> others) {
        return new Origin(gateway, end, others);
    }
}
