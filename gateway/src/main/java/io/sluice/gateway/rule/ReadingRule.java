/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;

/** What a route makes of a reading before it leaves. Any thread. */
public interface ReadingRule {

    /** Every reading leaves as it came; the payload is not looked at. */
    ReadingRule AS_IT_CAME = (topic, payload, properties) -> RuleResult.fired(payload);

    /** Applies the rule to one message; whatever goes wrong is a result, never an exception. */
    RuleResult apply(String topic, Payload payload, MessageProperties properties);
}
