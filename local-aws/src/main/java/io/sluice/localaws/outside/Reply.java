/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer over HTTP. */
public final class Reply {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_CHARACTERS = 200;

    private final int status;
    private final boolean functionError;
    private final byte[] body;

    Reply(int status, boolean functionError, byte[] body) {
        this.status = status;
        this.functionError = functionError;
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the status is one of success. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether a function says that it has failed, inside a status of success. */
    public boolean isFunctionError() {
        return functionError;
    }

    /** Bytes of the body. */
    public int length() {
        return body.length;
    }

    /** The body as JSON; a missing node if it is not JSON. */
    public JsonNode json() {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Status and the beginning of the body, for people. */
    public String shown() {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return "HTTP "
                + status
                + (text.isEmpty() ? "" : ": ")
                + text.substring(0, Math.min(text.length(), SHOWN_CHARACTERS));
    }
}
