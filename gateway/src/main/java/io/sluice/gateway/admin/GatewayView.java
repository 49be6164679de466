/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.admin;

import io.sluice.gateway.forward.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the HTTP interface shows of a gateway and does with it. Any thread. */
public interface GatewayView {

    /** Why the gateway cannot go on without a restart; empty if it is live. */
    List<String> notLiveBecause();

    /** Why readings do not flow now; empty if the gateway is ready. */
    List<String> notReadyBecause();

    /** All metrics in Prometheus' text format. */
    String metrics();

    /** The status, as it is written to JSON. */
    Map<String, Object> status();

    /** The mode: {@code direct} or {@code iot-rule}. */
    String mode();

    /**
     * Changes the mode.
     *
     * @throws ModeRefusedException if the gateway stays in the old mode; the message says why
     */
    void changeMode(String mode);

    /** Ids of the dead letters, oldest first. */
    List<String> deadLetters();

    /** A dead letter. */
    Optional<DeadLetter> deadLetter(String id);

    /**
     * Puts a dead letter back into the spool, as if it had just come; says whether there was one.
     *
     * @throws ReplayRefusedException if nobody would take it out again; it stays where it is
     */
    boolean replay(String id);

    /** Gives a dead letter up for good; says whether there was one. */
    boolean purge(String id);
}
