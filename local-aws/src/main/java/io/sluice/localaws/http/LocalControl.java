/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.sluice.localaws.fault.Fault;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.firehose.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What AWS does not have, below {@code /_local}: JSON both ways, no credentials, not subject to
 * faults.
 *
 * <pre>
 * GET    /_local/health  {"status":"ok","streams":[..]}
 * GET    /_local/meter   {"total":{..},"streams":{"NAME":{"calls","records",..}}}
 * POST   /_local/flush   delivers all buffers, answers when done
 * GET    /_local/faults  {"faults":["throttle=0.2"]}
 * PUT    /_local/faults  the same body: these in the place of all that are set
 * POST   /_local/faults  the same body: these as well
 * DELETE /_local/faults  none
 * </pre>
 */
final class LocalControl {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_DELIVERED = 500;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeliveryStreams streams;
    private final Faults faults;

    LocalControl(DeliveryStreams streams, Faults faults) {
        this.streams = streams;
        this.faults = faults;
    }

    void addTo(JavalinConfig config) {
        config.router.mount(
                routes -> {
                    routes.get("/_local/health", this::health);
                    routes.get("/_local/meter", this::meter);
                    routes.post("/_local/flush", this::flush);
                    routes.get("/_local/faults", this::showFaults);
                    routes.put("/_local/faults", http -> setFaults(http, true));
                    routes.post("/_local/faults", http -> setFaults(http, false));
                    routes.delete(
                            "/_local/faults",
                            http -> {
                                faults.clear();
                                showFaults(http);
                            });
                });
    }

    private void health(Context http) {
        ObjectNode answer = JSON.createObjectNode().put("status", "ok");
        streams.names().forEach(answer.putArray("streams")::add);
        answer(http, answer);
    }

    private void meter(Context http) {
        Map<String, Usage> usage = streams.usage();
        ObjectNode answer = JSON.createObjectNode();
        answer.set(
                "total", JSON.valueToTree(usage.values().stream().reduce(Usage.NONE, Usage::plus)));
        answer.set("streams", JSON.valueToTree(usage));
        answer(http, answer);
    }

    private void flush(Context http) {
        try {
            streams.flush();
            answer(http, JSON.createObjectNode().put("status", "flushed"));
        } catch (java.io.UncheckedIOException e) {
            http.status(NOT_DELIVERED);
            answer(http, JSON.createObjectNode().put("message", e.getMessage()));
        }
    }

    private void showFaults(Context http) {
        ObjectNode answer = JSON.createObjectNode();
        faults.active().forEach(fault -> answer.withArray("/faults").add(fault.toString()));
        answer.withArray("/faults");
        answer(http, answer);
    }

    private void setFaults(Context http, boolean replace) {
        List<Fault> wanted = new ArrayList<>();
        try {
            JsonNode list = JSON.readTree(http.bodyAsBytes()).path("faults");
            if (!list.isArray()) {
                throw new IllegalArgumentException("expected {\"faults\":[\"throttle=0.2\"]}");
            }
            list.forEach(fault -> wanted.add(Fault.parse(fault.asText())));
        } catch (IOException | IllegalArgumentException e) {
            http.status(BAD_REQUEST);
            answer(http, JSON.createObjectNode().put("message", e.getMessage()));
            return;
        }
        if (replace) {
            faults.replace(wanted);
        } else {
            wanted.forEach(faults::set);
        }
        showFaults(http);
    }

    private static void answer(Context http, JsonNode json) {
        http.contentType("application/json").result(json.toString());
    }
}
