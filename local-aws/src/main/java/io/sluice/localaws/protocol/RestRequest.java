/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request of AWS's REST protocols: method, path, query, headers and body.
 *
 * @param method {@code GET}
 * @param path its parts between slashes, decoded; at least one
 * @param query the first value of each parameter
 * @param headers the first value of each header, names in lower case
 * @param body the body, not to be changed
 * @param sourceIp whose request it is
 */
public record RestRequest(
        String method,
        List<String> path,
        Map<String, String> query,
        Map<String, String> headers,
        ByteBuffer body,
        String sourceIp) {

    /** The body as bytes of its own. */
    public byte[] bytes() {
        byte[] copy = new byte[body.remaining()];
        body.duplicate().get(copy);
        return copy;
    }

    /** A query parameter. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A header; its name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
