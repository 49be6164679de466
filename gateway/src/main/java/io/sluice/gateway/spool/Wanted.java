/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import org.jspecify.annotations.Nullable;

/**
 * Says which messages a reader of the log is to have. Asked for each message before any object is
 * made of it, so that what is other lanes' business costs little.
 */
@FunctionalInterface
public interface Wanted {

    /** Every message. */
    Wanted ALL = (topic, origin) -> true;

    /**
     * Whether the message is given out.
     *
     * @param origin of one that was imported, else null
     */
    boolean isWanted(String topic, @Nullable Origin origin);
}
