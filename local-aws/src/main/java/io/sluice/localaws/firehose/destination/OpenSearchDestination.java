/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.destination;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.firehose.process.FailureReason;
import io.sluice.localaws.outside.Reply;
import io.sluice.localaws.outside.StandIns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OpenSearch domain: all documents in one bulk request, each of which has a status of its own.
 * What the domain was too busy for is sent again, alone; what it refuses is not.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Understand data delivery" (index rotation) and
 * "Handle data delivery failures"; OpenSearch, "Bulk".
 *
 * @param domain the ARN of a domain, or the address of a cluster
 * @param index the index, or what its name begins with
 * @param rotation how its name goes on
 * @param typeName the type of the documents; empty for none
 * @param giveIds whether documents get an id, the same in each attempt
 */
public record OpenSearchDestination(
        String domain, String index, IndexRotation rotation, String typeName, boolean giveIds)
        implements Destination {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int BUSY = 429;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public List<Fate> send(Batch batch, Carrier carrier) throws InterruptedException {
        Optional<URI> to = address(carrier.standIns());
        if (to.isEmpty()) {
            return failedAlike(batch, "OS.EndpointNotFound", unreachable());
        }
        List<Fate> fates = new ArrayList<>();
        List<Integer> sent = new ArrayList<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < batch.items().size(); i++) {
            byte[] document = document(batch.items().get(i).record().data());
            fates.add(document == null ? refused(batch, i) : Fate.ACCEPTED);
            if (document != null) {
                body.writeBytes(action(batch, batch.items().get(i)));
                body.write('\n');
                body.writeBytes(document);
                body.write('\n');
                sent.add(i);
            }
        }
        if (!sent.isEmpty()) {
            try {
                Reply reply =
                        carrier.http()
                                .post(
                                        to.get(),
                                        Map.of("Content-Type", "application/x-ndjson"),
                                        body.toByteArray(),
                                        TIMEOUT);
                judge(batch, reply, sent, fates);
            } catch (IOException e) {
                for (int i : sent) {
                    fates.set(i, retry(batch, i, "OS.ConnectionFailed", "No answer: " + e));
                }
            }
        }
        return fates;
    }

    @Override
    public String errorOutputType() {
        return "AmazonOpenSearchService-failed";
    }

    @Override
    public int maxRecords() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Optional<String> missing(StandIns standIns) {
        return address(standIns).isEmpty() ? Optional.of(unreachable()) : Optional.empty();
    }

    private Optional<URI> address(StandIns standIns) {
        return domain.startsWith("arn:")
                ? standIns.domain(domain)
                        .map(uri -> URI.create(uri.toString().replaceFirst("/$", "") + "/_bulk"))
                : standIns.endpoint(domain.replaceFirst("/$", "") + "/_bulk");
    }

    private String unreachable() {
        return "nothing stands for the domain "
                + domain
                + "; start local AWS with --endpoint "
                + domain
                + "=http://127.0.0.1:PORT";
    }

    private List<Fate> failedAlike(Batch batch, String code, String message) {
        List<Fate> fates = new ArrayList<>();
        for (int i = 0; i < batch.items().size(); i++) {
            fates.add(retry(batch, i, code, message));
        }
        return fates;
    }

    private void judge(Batch batch, Reply reply, List<Integer> sent, List<Fate> fates) {
        JsonNode items = reply.json().path("items");
        for (int n = 0; n < sent.size(); n++) {
            int i = sent.get(n);
            if (!reply.isSuccess() || items.size() != sent.size()) {
                fates.set(i, retry(batch, i, Integer.toString(reply.status()), reply.shown()));
                continue;
            }
            JsonNode item = items.path(n).path("index");
            int status = item.path("status").asInt();
            if (status >= BAD_REQUEST || status == 0) {
                JsonNode error = item.path("error");
                FailureReason reason =
                        new FailureReason(
                                Integer.toString(status),
                                error.isTextual()
                                        ? error.asText()
                                        : error.path("type").asText()
                                                + ": "
                                                + error.path("reason").asText());
                Fate.Kind next =
                        status == BUSY || status >= SERVER_ERROR || status == 0
                                ? Fate.Kind.RETRY
                                : Fate.Kind.REFUSED;
                fates.set(i, new Fate(next, reason, details(batch, i)));
            }
        }
    }

    private Fate retry(Batch batch, int i, String code, String message) {
        return new Fate(Fate.Kind.RETRY, new FailureReason(code, message), details(batch, i));
    }

    private Fate refused(Batch batch, int i) {
        return new Fate(
                Fate.Kind.REFUSED,
                new FailureReason(
                        Integer.toString(BAD_REQUEST), "The record is not one JSON document."),
                details(batch, i));
    }

    private Map<String, String> details(Batch batch, int i) {
        Batch.Item item = batch.items().get(i);
        return Map.of(
                "esDocumentId",
                giveIds ? id(batch, item) : "",
                "esIndexName",
                indexOf(item),
                "esTypeName",
                typeName);
    }

    private byte[] action(Batch batch, Batch.Item item) {
        ObjectNode action = JSON.createObjectNode();
        ObjectNode what = action.putObject("index").put("_index", indexOf(item));
        if (!typeName.isEmpty()) {
            what.put("_type", typeName);
        }
        if (giveIds) {
            what.put("_id", id(batch, item));
        }
        return action.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String indexOf(Batch.Item item) {
        return rotation.nameFor(index, item.record().arrival());
    }

    private static String id(Batch batch, Batch.Item item) {
        return batch.id() + "." + item.index();
    }

    /** The document on one line; {@code null} if it is not one document. */
    private static byte @Nullable [] document(byte[] data) {
        try (JsonParser parser = JSON.getFactory().createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int to = (int) parser.currentLocation().getByteOffset();
            if (parser.nextToken() != null) {
                return null;
            }
            byte[] document = java.util.Arrays.copyOfRange(data, from, to);
            for (int i = 0; i < document.length; i++) {
                // between JSON's tokens a line break is white space, and inside of them there is
                // none
                if (document[i] == '\n' || document[i] == '\r') {
                    document[i] = ' ';
                }
            }
            return document;
        } catch (IOException e) {
            return null;
        }
    }
}
