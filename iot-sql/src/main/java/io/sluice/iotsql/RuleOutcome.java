/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a rule made of a message. Immutable; any thread. */
public final class RuleOutcome {

    /** The ways in which an evaluation ends. */
    public enum Kind {
        /** The actions run, with {@link RuleOutcome#payload()}. */
        FIRED,
        /** WHERE was not true: false, Undefined, Null or another value. */
        NOT_TRUE,
        /** The rule could not be evaluated; no action runs. */
        FAILED
    }

    private static final RuleOutcome NOT_TRUE =
            new RuleOutcome(Kind.NOT_TRUE, null, Optional::empty, null);

    private final Kind kind;
    private final @Nullable ByteBuffer payload;
    private final Supplier<Optional<List<ByteBuffer>>> elements;
    private final @Nullable EvaluationFailure failure;

    private RuleOutcome(
            Kind kind,
            @Nullable ByteBuffer payload,
            Supplier<Optional<List<ByteBuffer>>> elements,
            @Nullable EvaluationFailure failure) {
        this.kind = kind;
        this.payload = payload;
        this.elements = elements;
        this.failure = failure;
    }

    static RuleOutcome fired(ByteBuffer payload, Supplier<Optional<List<ByteBuffer>>> elements) {
        return new RuleOutcome(Kind.FIRED, payload, elements, null);
    }

    static RuleOutcome notTrue() {
        return NOT_TRUE;
    }

    static RuleOutcome failed(EvaluationFailure failure) {
        return new RuleOutcome(Kind.FAILED, null, Optional::empty, failure);
    }

    /** How the evaluation ended. */
    public Kind kind() {
        return kind;
    }

    /**
     * What the actions get, as a read-only view with its own position; the very bytes of the
     * message where the statement passes them through.
     *
     * @throws IllegalStateException if the rule has not fired
     */
    public ByteBuffer payload() {
        return made().asReadOnlyBuffer();
    }

    /**
     * The same as {@link #payload()}, for one who keeps the bytes and would otherwise copy them: if
     * it has an accessible array, the statement made that array for this outcome; if not, these are
     * the very bytes of the message. Whoever takes it must not change it.
     *
     * @throws IllegalStateException if the rule has not fired
     */
    public ByteBuffer payloadToKeep() {
        return made().duplicate();
    }

    private ByteBuffer made() {
        if (payload == null) {
            throw new IllegalStateException("a rule that has not fired has no payload: " + this);
        }
        return payload;
    }

    /**
     * The elements of the result, each serialised, for an action in batch mode; empty if the rule
     * has not fired or its result is no array. Where the payload passes through, this parses it.
     */
    public Optional<List<ByteBuffer>> elements() {
        return elements.get();
    }

    /** Why the rule failed; empty if it did not. */
    public Optional<EvaluationFailure> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public String toString() {
        return failure == null ? kind.toString() : kind + " (" + failure.describe() + ")";
    }
}
