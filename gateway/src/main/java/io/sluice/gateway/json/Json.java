/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.json;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Jackson, as all that keeps or tells something in JSON uses it. To set it up takes a tenth of the
 * CPU of a gateway's start, which mostly needs none of it: that is done when somebody first asks.
 */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** With Jackson's own settings; any thread; not to be configured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }
}
