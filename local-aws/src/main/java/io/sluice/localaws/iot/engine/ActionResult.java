/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import org.jspecify.annotations.Nullable;

/**
 * What became of one action.
 *
 * @param type {@code FirehoseAction}
 * @param resource what it acted on: the stream, bucket/key, topic or log group
 * @param attempts how often it was tried
 * @param detail what was done, such as {@code 1 record, 212 bytes}
 * @param error why it failed; {@code null} if it did not
 */
public record ActionResult(
        String type, String resource, int attempts, String detail, @Nullable String error) {

    /** Whether it worked. */
    public boolean succeeded() {
        return error == null;
    }
}
