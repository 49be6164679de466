/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.sluice.localaws.access.AccessLog;
import io.sluice.localaws.fault.CallFaults;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.ConnectionCut;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS JSON 1.1: one path, the operation in a header, JSON both ways, errors as {@code __type} and
 * {@code message}. Signatures are not verified, but a call without any is refused.
 *
 * <p>Source: the "AWS JSON 1.1 protocol" of the Smithy documentation.
 */
final class JsonProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(JsonProtocol.class);

    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonService> services;
    private final CallFaults faults;
    private final AccessLog log;

    JsonProtocol(Map<String, JsonService> services, CallFaults faults, AccessLog log) {
        this.services = services;
        this.faults = faults;
        this.log = log;
    }

    /** Answers one call, or cuts its connection. */
    void handle(Context http) throws IOException {
        http.header("x-amzn-RequestId", UUID.randomUUID().toString());
        http.contentType(CONTENT_TYPE);
        try {
            byte[] body = Calls.body(http);
            faults.beforeCall(null);
            http.result(answer(http, body));
        } catch (AwsFailure failure) {
            http.status(failure.httpStatus());
            http.header("x-amzn-ErrorType", failure.code());
            http.result(words(failure));
        } catch (ConnectionCut cut) {
            Calls.cut(http, cut);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a call failed unexpectedly");
            http.status(AwsFailure.internal("").httpStatus());
            http.result(words(AwsFailure.internal("Internal Failure.")));
        }
    }

    private byte[] answer(Context http, byte[] body) {
        String target = http.header("X-Amz-Target");
        int dot = target == null ? -1 : target.indexOf('.');
        JsonService service = dot < 0 ? null : services.get(target.substring(0, dot));
        if (target == null || service == null) {
            throw AwsFailure.client(
                    "UnknownOperationException",
                    target == null
                            ? "The header X-Amz-Target is missing."
                            : "Local AWS has no operation " + target + ".");
        }
        Calls.requireSignature(http);
        return service.call(log.caller(Calls.principal(http)), target.substring(dot + 1), body);
    }

    private static byte[] words(AwsFailure failure) throws JsonProcessingException {
        return JSON.writeValueAsBytes(Map.of("__type", failure.code(), "message", failure.text()));
    }
}
