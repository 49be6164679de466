/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.destination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.outside.Reply;
import io.sluice.localaws.outside.StandIns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * An HTTP endpoint that speaks Firehose's delivery protocol: one POST with all records, accepted by
 * a 200 that repeats the request's id.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Understand HTTP endpoint delivery request and
 * response specifications", and the table of HTTP endpoint errors in "Monitor with CloudWatch
 * Logs".
 *
 * @param url where AWS would send to
 * @param gzip whether bodies are compressed
 * @param attributes the common attributes, by name
 * @param accessKey the key that the endpoint knows the stream by
 */
public record HttpEndpointDestination(
        String url, boolean gzip, Map<String, String> attributes, Credential accessKey)
        implements Destination {

    /** Most records that Firehose puts into one request. */
    public static final int MAX_RECORDS = 10_000;

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int OK = 200;
    private static final int TOO_LARGE = 413;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public List<Fate> send(Batch batch, Carrier carrier) throws InterruptedException {
        Optional<URI> to = carrier.standIns().endpoint(url);
        if (to.isEmpty()) {
            return batch.all(Fate.retry("HttpEndpoint.ConnectionFailed", unreachable()));
        }
        try {
            Reply reply =
                    carrier.http()
                            .post(
                                    to.get(),
                                    headers(batch, carrier.standIns()),
                                    body(batch),
                                    TIMEOUT);
            return batch.all(judge(batch, reply));
        } catch (HttpTimeoutException e) {
            return batch.all(
                    Fate.retry(
                            "HttpEndpoint.RequestTimeout",
                            "The request timed out before a response was received."));
        } catch (ConnectException e) {
            return batch.all(
                    Fate.retry(
                            "HttpEndpoint.ConnectionFailed",
                            "Unable to connect to the specified endpoint destination."));
        } catch (IOException e) {
            return batch.all(
                    Fate.retry(
                            "HttpEndpoint.ConnectionReset",
                            "The connection to the endpoint was reset or is invalid: " + e));
        }
    }

    @Override
    public String errorOutputType() {
        return "http-endpoint-failed";
    }

    @Override
    public int maxRecords() {
        return MAX_RECORDS;
    }

    @Override
    public Optional<String> missing(StandIns standIns) {
        return standIns.endpoint(url).isEmpty()
                ? Optional.of(unreachable())
                : accessKey.missing(standIns);
    }

    private String unreachable() {
        return "nothing stands for the endpoint "
                + url
                + "; start local AWS with --endpoint "
                + url
                + "=http://127.0.0.1:PORT";
    }

    private Map<String, String> headers(Batch batch, StandIns standIns)
            throws JsonProcessingException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Amazon Kinesis Data Firehose Agent/1.0");
        headers.put("X-Amz-Firehose-Protocol-Version", "1.0");
        headers.put("X-Amz-Firehose-Request-Id", batch.id());
        headers.put("X-Amz-Firehose-Source-Arn", batch.streamArn());
        accessKey.value(standIns).ifPresent(key -> headers.put("X-Amz-Firehose-Access-Key", key));
        if (!attributes.isEmpty()) {
            ObjectNode common = JSON.createObjectNode();
            attributes.forEach(common.putObject("commonAttributes")::put);
            headers.put("X-Amz-Firehose-Common-Attributes", JSON.writeValueAsString(common));
        }
        if (gzip) {
            headers.put("Content-Encoding", "gzip");
        }
        return headers;
    }

    private byte[] body(Batch batch) {
        ObjectNode body =
                JSON.createObjectNode()
                        .put("requestId", batch.id())
                        .put("timestamp", System.currentTimeMillis());
        ArrayNode records = body.putArray("records");
        for (Batch.Item item : batch.items()) {
            records.addObject()
                    .put("data", Base64.getEncoder().encodeToString(item.record().data()));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (gzip) {
                try (GZIPOutputStream compressed = new GZIPOutputStream(out)) {
                    JSON.writeValue(compressed, body);
                }
            } else {
                JSON.writeValue(out, body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private static Fate judge(Batch batch, Reply reply) {
        if (reply.status() == TOO_LARGE) {
            return Fate.discarded("HttpEndpoint.DestinationException", reply.shown());
        }
        if (reply.status() != OK) {
            String message = reply.json().path("errorMessage").asText(reply.shown());
            return Fate.retry(
                    "HttpEndpoint.DestinationException",
                    "The following response was received from the endpoint destination. "
                            + reply.status()
                            + ": "
                            + message);
        }
        return batch.id().equals(reply.json().path("requestId").asText())
                ? Fate.ACCEPTED
                : Fate.retry(
                        "HttpEndpoint.InvalidResponseFromDestination",
                        "The response received from the specified endpoint is invalid:"
                                + " its requestId is not that of the request.");
    }
}
