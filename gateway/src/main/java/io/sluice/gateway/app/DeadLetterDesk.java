/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.admin.ReplayRefusedException;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.forward.DeadLetter;
import io.sluice.gateway.forward.FileQuarantine;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.spool.Spool;
import java.util.List;
import java.util.Optional;

/** What operators do with dead letters. Any thread. */
record DeadLetterDesk(GatewayConfig config, FileQuarantine quarantine, Spool spool) {

    List<String> ids() {
        return quarantine.ids();
    }

    Optional<DeadLetter> find(String id) {
        return quarantine.find(id);
    }

    /** Puts a letter back into the spool; it is deleted once the spool holds it. */
    boolean replay(String id) {
        Optional<DeadLetter> found = quarantine.find(id);
        if (found.isEmpty()) {
            return false;
        }
        DeadLetter letter = found.get();
        if (Parts.filters(config).stream().noneMatch(route -> route.matches(letter.topic()))) {
            // no lane would take it out of the spool: it would be given up with nobody having it
            throw new ReplayRefusedException(
                    "no route of the configuration matches topic "
                            + letter.topic()
                            + "; add one and restart the gateway, then replay");
        }
        spool.append(
                new InboundMessage(
                        letter.topic(),
                        letter.payload(),
                        letter.qos(),
                        letter.retained(),
                        letter.properties(),
                        letter.receivedAt(),
                        () -> quarantine.delete(id)));
        return true;
    }

    boolean purge(String id) {
        return quarantine.delete(id);
    }
}
