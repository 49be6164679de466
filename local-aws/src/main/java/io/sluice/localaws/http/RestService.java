/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import io.sluice.localaws.access.Caller;
import io.sluice.localaws.protocol.RestRequest;

/** A service that speaks REST with JSON. */
@FunctionalInterface
public interface RestService {

    /**
     * Carries out one call.
     *
     * @param caller whose call it is
     * @return the answer's JSON; empty for an answer without a body
     */
    byte[] call(Caller caller, RestRequest request);
}
