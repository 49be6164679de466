/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** Speaks as much AWS JSON 1.1 as a feed hears, and refuses what the script says. */
final class ScriptedFirehose implements AutoCloseable {

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger records = new AtomicInteger();
    private final IntPredicate refuseRecord;
    private final Optional<String> errorOfCall;

    /**
     * @param refuseRecord which of the records, counted over all calls, is told to slow down
     * @param errorOfCall the name of the error that every call ends with
     */
    ScriptedFirehose(IntPredicate refuseRecord, Optional<String> errorOfCall) throws IOException {
        this.refuseRecord = refuseRecord;
        this.errorOfCall = errorOfCall;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> accepted() {
        return accepted;
    }

    List<String> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target.substring(target.indexOf('.') + 1);
            calls.add(operation);
            JsonNode request = json.readTree(exchange.getRequestBody());
            if (errorOfCall.isPresent()) {
                reply(exchange, 400, json.createObjectNode().put("__type", errorOfCall.get()));
            } else if (operation.equals("PutRecord")) {
                accept(request.get("Record"));
                reply(exchange, 200, json.createObjectNode().put("RecordId", "id"));
            } else {
                reply(exchange, 200, batch(request));
            }
        }
    }

    private ObjectNode batch(JsonNode request) throws IOException {
        ObjectNode response = json.createObjectNode();
        ArrayNode entries = response.putArray("RequestResponses");
        int failed = 0;
        for (JsonNode record : request.get("Records")) {
            if (refuseRecord.test(records.getAndIncrement())) {
                failed++;
                entries.addObject()
                        .put("ErrorCode", "ServiceUnavailableException")
                        .put("ErrorMessage", "Slow down.");
            } else {
                accept(record);
                entries.addObject().put("RecordId", "id");
            }
        }
        return response.put("FailedPutCount", failed);
    }

    private void accept(JsonNode record) throws IOException {
        accepted.add(new String(record.get("Data").binaryValue(), StandardCharsets.UTF_8));
    }

    private void reply(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
