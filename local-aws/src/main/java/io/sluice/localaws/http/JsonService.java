/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

/** A service that speaks AWS JSON 1.1. */
@FunctionalInterface
public interface JsonService {

    /**
     * Carries out one call.
     *
     * @param operation what stands behind the dot in {@code X-Amz-Target}
     * @param body the request's JSON
     * @return the answer's JSON
     */
    byte[] call(String operation, byte[] body);
}
