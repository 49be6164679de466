/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to ask the broker for.
 *
 * @param filter the topic filter, without {@code $share/}
 * @param qos at most so much
 */
public record Subscription(TopicFilter filter, Qos qos) {

    /**
     * The fewest subscriptions that bring every message of these once: MQTT lets a broker send a
     * copy for each of several overlapping subscriptions (MQTT 5, section 3.3.4), so a filter that
     * another one covers is left out, and the other gets the higher QoS of both.
     */
    public static List<Subscription> withoutOverlap(List<Subscription> wanted) {
        List<TopicFilter> filters =
                TopicFilter.withoutCovered(wanted.stream().map(Subscription::filter).toList());
        List<Subscription> fewest = new ArrayList<>();
        for (TopicFilter filter : filters) {
            Qos qos = Qos.AT_MOST_ONCE;
            for (Subscription other : wanted) {
                if (filter.covers(other.filter) && other.qos.compareTo(qos) > 0) {
                    qos = other.qos;
                }
            }
            fewest.add(new Subscription(filter, qos));
        }
        return fewest;
    }

    /** The filter as it goes to the broker. */
    String onTheWire(@Nullable String sharedGroup) {
        return sharedGroup == null ? filter.toString() : "$share/" + sharedGroup + "/" + filter;
    }
}
