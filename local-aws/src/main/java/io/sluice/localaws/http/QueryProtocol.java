/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.sluice.localaws.access.AccessLog;
import io.sluice.localaws.cloudformation.CloudFormationApi;
import io.sluice.localaws.fault.CallFaults;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.ConnectionCut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AWS Query protocol, which CloudFormation speaks: a form with {@code Action} and {@code
 * Version}, an answer in XML. Signatures are not verified, but a call without any is refused.
 *
 * <p>Source: the "AWS query protocol" of the Smithy documentation.
 */
final class QueryProtocol {

    static final String FORM = "application/x-www-form-urlencoded";

    private static final Logger LOG = LoggerFactory.getLogger(QueryProtocol.class);

    private final CloudFormationApi cloudFormation;
    private final CallFaults faults;
    private final AccessLog log;

    QueryProtocol(CloudFormationApi cloudFormation, CallFaults faults, AccessLog log) {
        this.cloudFormation = cloudFormation;
        this.faults = faults;
        this.log = log;
    }

    /** Whether the call is in this protocol. */
    static boolean speaks(Context http) {
        String type = http.contentType();
        return type != null && type.startsWith(FORM) && http.header("X-Amz-Target") == null;
    }

    /** Answers one call, or cuts its connection. */
    void handle(Context http) throws IOException {
        String requestId = UUID.randomUUID().toString();
        http.header("x-amzn-RequestId", requestId);
        http.contentType("text/xml");
        try {
            byte[] body = Calls.body(http);
            faults.beforeCall(null);
            http.result(answer(http, body, requestId));
        } catch (AwsFailure failure) {
            fail(http, failure, requestId);
        } catch (ConnectionCut cut) {
            Calls.cut(http, cut);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a call failed unexpectedly");
            fail(http, AwsFailure.internal("Internal Failure."), requestId);
        }
    }

    private String answer(Context http, byte[] body, String requestId) {
        ObjectNode request = QueryForm.read(new String(body, StandardCharsets.UTF_8));
        String action = request.path("Action").asText();
        String version = request.path("Version").asText();
        if (!version.equals(CloudFormationApi.VERSION)) {
            throw AwsFailure.client(
                    "InvalidAction",
                    "Local AWS has no operation "
                            + action
                            + " in version "
                            + version
                            + "; it has CloudFormation's of "
                            + CloudFormationApi.VERSION
                            + ".");
        }
        Calls.requireSignature(http);
        return XmlAnswer.of(
                action,
                CloudFormationApi.NAMESPACE,
                cloudFormation.call(log.caller(Calls.principal(http)), action, request),
                requestId);
    }

    private static void fail(Context http, AwsFailure failure, String requestId) {
        http.status(failure.httpStatus());
        http.header("x-amzn-ErrorType", failure.code());
        http.result(XmlAnswer.of(failure, CloudFormationApi.NAMESPACE, requestId));
    }
}
