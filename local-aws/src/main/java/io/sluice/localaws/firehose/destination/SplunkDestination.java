/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localaws.outside.Reply;
import io.sluice.localaws.outside.StandIns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splunk's HTTP event collector: the records one behind the other in one POST, and then the
 * question, time and again, whether they are indexed. Only that is acceptance.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Handle data delivery failures" and the table of
 * Splunk errors in "Monitor with CloudWatch Logs"; Splunk Enterprise, "About HTTP Event Collector
 * Indexer Acknowledgment".
 *
 * @param endpoint the collector, without its path
 * @param raw whether records are raw text, and not Splunk's events
 * @param acknowledgmentTimeout how long it is asked whether a batch is indexed
 * @param token the collector's token
 */
public record SplunkDestination(
        String endpoint, boolean raw, Duration acknowledgmentTimeout, Credential token)
        implements Destination {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration FIRST_POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(5);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int BUSY = 503;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public List<Fate> send(Batch batch, Carrier carrier) throws InterruptedException {
        if (address(carrier.standIns(), "").isEmpty()) {
            return batch.all(Fate.retry("Splunk.InvalidEndpoint", unreachable()));
        }
        try {
            return batch.all(attempt(batch, carrier));
        } catch (HttpTimeoutException e) {
            return batch.all(
                    Fate.retry("Splunk.ConnectionTimeout", "The connection to Splunk timed out."));
        } catch (ConnectException e) {
            return batch.all(
                    Fate.retry(
                            "Splunk.ConnectionTimeout", "The collector cannot be connected to."));
        } catch (IOException e) {
            return batch.all(
                    Fate.retry(
                            "Splunk.ConnectionClosed",
                            "Unable to send data to Splunk due to an I/O failure: " + e));
        }
    }

    @Override
    public String errorOutputType() {
        return "splunk-failed";
    }

    @Override
    public int maxRecords() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Optional<String> missing(StandIns standIns) {
        return address(standIns, "").isEmpty()
                ? Optional.of(unreachable())
                : token.missing(standIns);
    }

    private Fate attempt(Batch batch, Carrier carrier) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Batch.Item item : batch.items()) {
            body.writeBytes(item.record().data());
        }
        Reply reply =
                post(
                        raw ? "/services/collector/raw" : "/services/collector/event",
                        batch,
                        carrier,
                        body.toByteArray());
        if (!reply.isSuccess()) {
            return refusal(reply);
        }
        JsonNode ack = reply.json().path("ackId");
        if (!ack.canConvertToLong()) {
            return Fate.retry(
                    "Splunk.DisabledAck",
                    "The collector gave no ackId: acknowledgement has to be on for its token.");
        }
        return acknowledged(ack.asLong(), batch, carrier);
    }

    private Fate acknowledged(long ackId, Batch batch, Carrier carrier)
            throws IOException, InterruptedException {
        byte[] question =
                JSON.writeValueAsBytes(
                        JSON.createObjectNode().set("acks", JSON.createArrayNode().add(ackId)));
        long deadline = System.nanoTime() + acknowledgmentTimeout.toNanos();
        long pause = FIRST_POLL.toMillis();
        while (System.nanoTime() < deadline) {
            Thread.sleep(pause);
            pause = Math.min(pause * 2, LONGEST_POLL.toMillis());
            Reply reply = post("/services/collector/ack", batch, carrier, question);
            if (!reply.isSuccess()) {
                return refusal(reply);
            }
            if (reply.json().path("acks").path(Long.toString(ackId)).asBoolean(false)) {
                return Fate.ACCEPTED;
            }
        }
        return Fate.retry(
                "Splunk.AckTimeout",
                "Did not receive an acknowledgement from HEC before the HEC acknowledgement timeout"
                        + " expired.");
    }

    private Reply post(String path, Batch batch, Carrier carrier, byte[] body)
            throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        token.value(carrier.standIns())
                .ifPresent(value -> headers.put("Authorization", "Splunk " + value));
        headers.put("X-Splunk-Request-Channel", batch.id());
        URI to =
                address(carrier.standIns(), path + "?channel=" + batch.id())
                        .orElseThrow(() -> new ConnectException(unreachable()));
        return carrier.http().post(to, headers, body, TIMEOUT);
    }

    private Optional<URI> address(StandIns standIns, String path) {
        String base =
                endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        return standIns.endpoint(base + path);
    }

    private String unreachable() {
        return "nothing stands for the collector "
                + endpoint
                + "; start local AWS with --endpoint "
                + endpoint
                + "=http://127.0.0.1:PORT";
    }

    private static Fate refusal(Reply reply) {
        String code =
                switch (reply.status()) {
                    case UNAUTHORIZED, FORBIDDEN -> "Splunk.InvalidToken";
                    case BUSY -> "Splunk.IndexerBusy";
                    default ->
                            reply.status() < 500
                                    ? "Splunk.InvalidDataFormat"
                                    : "Splunk.ServerError";
                };
        return Fate.retry(code, reply.shown());
    }
}
