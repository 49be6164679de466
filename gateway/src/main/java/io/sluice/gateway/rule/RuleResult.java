/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import io.sluice.gateway.message.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule made of one message.
 *
 * @param kind fired, silent or failed
 * @param outputs if it fired: what leaves, in order, each to end in a separator of its own
 * @param failure if it failed: why, in words without payload
 */
public record RuleResult(Kind kind, List<Payload> outputs, @Nullable String failure) {

    /** Its WHERE was not true: nothing leaves, and nothing is wrong. */
    public static final RuleResult SILENT = new RuleResult(Kind.SILENT, List.of(), null);

    /** The three ends of a rule. */
    public enum Kind {
        /** There is something to send. */
        FIRED,
        /** The rule does not want this message. */
        SILENT,
        /** The rule cannot be applied to this message, such as for a payload that is not JSON. */
        FAILED
    }

    /** Copies the outputs. */
    public RuleResult {
        outputs = List.copyOf(outputs);
    }

    /** One output. */
    public static RuleResult fired(Payload output) {
        return new RuleResult(Kind.FIRED, List.of(output), null);
    }

    /** Several outputs, or none. */
    public static RuleResult fired(List<Payload> outputs) {
        return new RuleResult(Kind.FIRED, outputs, null);
    }

    /** It cannot be applied. */
    public static RuleResult failed(String failure) {
        return new RuleResult(Kind.FAILED, List.of(), failure);
    }
}
