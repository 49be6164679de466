/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import org.jspecify.annotations.Nullable;

/**
 * Says which messages a reader of the log is to have. Asked before any object is made of a message,
 * so that what is other lanes' business costs little; and not for each message: what is answered
 * for a topic is remembered.
 */
@FunctionalInterface
public interface Wanted {

    /** Every message. */
    Wanted ALL = (topic, origin) -> true;

    /**
     * Whether the message is given out. Without an origin the answer for a topic is always the
     * same.
     *
     * @param origin of one that was imported, else null
     */
    boolean isWanted(String topic, @Nullable Origin origin);
}
