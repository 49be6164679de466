/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import io.sluice.localaws.access.Caller;

/** A service that speaks AWS JSON 1.1. */
@FunctionalInterface
public interface JsonService {

    /**
     * Carries out one call.
     *
     * @param caller whose call it is
     * @param operation what stands behind the dot in {@code X-Amz-Target}
     * @param body the request's JSON
     * @return the answer's JSON
     */
    byte[] call(Caller caller, String operation, byte[] body);
}
