/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import io.javalin.http.Context;
import io.sluice.localaws.access.AccessLog;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.ConnectionCut;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the protocols do alike with a call. */
final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    /** More than any call needs: 4 MiB are 5.6 MiB in base64. */
    private static final int MAX_BODY_BYTES = 16 << 20;

    /** "Signature Version 4": {@code Credential=KEY/DATE/REGION/SERVICE/aws4_request}. */
    private static final Pattern ACCESS_KEY = Pattern.compile("(?:Credential=|^)([^/=,\\s]+)/");

    private Calls() {}

    /** The body; more than any call needs is refused. */
    static byte[] body(Context http) throws IOException {
        try (InputStream in = http.req().getInputStream()) {
            byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw AwsFailure.tooLarge();
            }
            return body;
        }
    }

    /** Refuses a call without a signature; which signature it is does not matter. */
    static void requireSignature(Context http) {
        String authorization = http.header("Authorization");
        if ((authorization == null || authorization.isBlank())
                && http.queryParam("X-Amz-Signature") == null) {
            throw AwsFailure.client(
                    "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
    }

    /** The id of the access key that the call is signed with; signatures are not verified. */
    static String principal(Context http) {
        String signed =
                http.header("Authorization") == null
                        ? String.valueOf(http.queryParam("X-Amz-Credential"))
                        : String.valueOf(http.header("Authorization"));
        Matcher key = ACCESS_KEY.matcher(signed);
        return key.find() ? key.group(1) : AccessLog.ANONYMOUS;
    }

    /** Ends the connection without an answer. */
    static void cut(Context http, ConnectionCut cut) {
        LOG.atDebug().addKeyValue("reason", cut.getMessage()).log("connection cut");
        // not HttpChannel.abort: the answer that Javalin then completes would meet a channel
        // in mid-air, and now and then Jetty logs that with a stack trace
        Request.getBaseRequest(http.req())
                .getHttpChannel()
                .getEndPoint()
                .close(new EofException(cut.getMessage()));
    }
}
