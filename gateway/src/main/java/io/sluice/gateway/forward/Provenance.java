/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.spool.Origin;
import io.sluice.gateway.spool.SpooledMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reading's properties are when a rule looks at them, the same on both ways: its own, and,
 * if that is wanted, where it comes from, since what only the source's broker knew is not carried
 * through AWS IoT Core otherwise.
 *
 * @param gateway the source's client id, for {@code sluice-gateway} (of one that was imported, that
 *     of the gateway which received it); null to add nothing of where it comes from
 * @param ids names for {@code sluice-id}, in the place of any that the device has sent; null to add
 *     none
 */
public record Provenance(@Nullable String gateway, @Nullable ReadingIds ids) {

    /** Nothing is added. */
    public static final Provenance NONE = new Provenance(null, null);

    MessageProperties of(SpooledMessage reading) {
        MessageProperties own = reading.properties();
        if (gateway == null && ids == null) {
            return own;
        }
        List<UserProperty> all = new ArrayList<>(own.userProperties());
        if (gateway != null) {
            all.add(new UserProperty("sluice-received-at", reading.receivedAt().toString()));
            all.add(new UserProperty("sluice-retained", String.valueOf(reading.retained())));
            Origin origin = reading.origin();
            all.add(
                    new UserProperty(
                            "sluice-gateway", origin == null ? gateway : origin.gateway()));
        }
        if (ids != null) {
            all.removeIf(property -> property.name().equals(ReadingIds.PROPERTY));
            all.add(new UserProperty(ReadingIds.PROPERTY, ids.of(reading)));
        }
        return new MessageProperties(
                own.utf8(),
                own.messageExpirySeconds(),
                own.contentType(),
                own.responseTopic(),
                own.correlationData(),
                all);
    }
}
