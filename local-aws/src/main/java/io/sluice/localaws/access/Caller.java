/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.access;

/** Somebody who asks for something. */
@FunctionalInterface
public interface Caller {

    /** Of whom nothing is noted. */
    Caller UNKNOWN = (action, resource) -> {};

    /**
     * Notes a request, before it is known whether it succeeds.
     *
     * @param action such as {@code firehose:PutRecordBatch}
     * @param resource the ARN, or its last part: {@code deliverystream/NAME}, {@code BUCKET/KEY};
     *     {@code *} if the action knows none
     */
    void asksFor(String action, String resource);
}
