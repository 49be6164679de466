/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRouting;
import io.sluice.localaws.access.AccessLog;
import io.sluice.localaws.fault.CallFaults;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.ConnectionCut;
import io.sluice.localaws.protocol.RestRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS's REST with JSON, which AWS IoT speaks: the operation is method and path, an error has its
 * name in a header. Signatures are not verified, but a call without any is refused.
 *
 * <p>Source: the "AWS restJson1 protocol" of the Smithy documentation.
 */
final class RestProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(RestProtocol.class);

    private static final List<String> PATHS =
            List.of("/rules", "/rules/<rest>", "/endpoint", "/topics/<rest>");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestService service;
    private final CallFaults faults;
    private final AccessLog log;

    RestProtocol(RestService service, CallFaults faults, AccessLog log) {
        this.service = service;
        this.faults = faults;
        this.log = log;
    }

    void addTo(JavalinDefaultRouting routes) {
        Handler handler = this::handle;
        for (String path : PATHS) {
            routes.get(path, handler);
            routes.post(path, handler);
            routes.patch(path, handler);
            routes.delete(path, handler);
        }
    }

    private void handle(Context http) throws IOException {
        http.header("x-amzn-RequestId", UUID.randomUUID().toString());
        http.contentType("application/json");
        try {
            byte[] body = Calls.body(http);
            faults.beforeCall(null);
            Calls.requireSignature(http);
            http.result(service.call(log.caller(Calls.principal(http)), request(http, body)));
        } catch (AwsFailure failure) {
            fail(http, failure);
        } catch (ConnectionCut cut) {
            Calls.cut(http, cut);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a call failed unexpectedly");
            fail(http, AwsFailure.of("InternalFailureException", 500, "Internal Failure."));
        }
    }

    private static void fail(Context http, AwsFailure failure) throws JsonProcessingException {
        http.status(failure.httpStatus());
        http.header("x-amzn-ErrorType", failure.code());
        http.result(JSON.writeValueAsBytes(Map.of("message", failure.text())));
    }

    private static RestRequest request(Context http, byte[] body) {
        String raw = http.req().getRequestURI();
        List<String> path =
                Arrays.stream(raw.substring(1).split("/", -1)).map(RestProtocol::decode).toList();
        Map<String, String> query = new HashMap<>();
        http.queryParamMap().forEach((name, values) -> query.put(name, values.get(0)));
        Map<String, String> headers = new HashMap<>();
        http.headerMap()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new RestRequest(
                String.valueOf(http.method()),
                path,
                query,
                headers,
                ByteBuffer.wrap(body),
                http.ip());
    }

    /** Percent-decoding; a plus stays a plus in a path. */
    private static String decode(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw AwsFailure.client(
                    "InvalidRequestException", "The path cannot be decoded: " + e.getMessage());
        }
    }
}
