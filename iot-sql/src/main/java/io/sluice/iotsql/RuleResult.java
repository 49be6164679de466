/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import io.sluice.iotsql.value.ArrayValue;
import io.sluice.iotsql.value.JsonReader;
import io.sluice.iotsql.value.JsonWriter;
import io.sluice.iotsql.value.StringValue;
import io.sluice.iotsql.value.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a value to the bytes that actions get. */
final class RuleResult {

    /** Bytes that a result is expected to have besides those of the payload. */
    private static final int ROOM_FOR_MORE = 64;

    /** A larger payload seldom passes as a whole. */
    private static final int MOST_ROOM = 4_096;

    private RuleResult() {}

    /** The payload as it is; it is parsed only if somebody asks for its elements. */
    static RuleOutcome passedThrough(ByteBuffer payload) {
        return RuleOutcome.fired(payload, () -> elementsOf(payload));
    }

    /** The payload written anew if it is JSON, else as it is. */
    static RuleOutcome rewritten(ByteBuffer payload, boolean wholeIsInt) {
        Value value;
        try {
            value = JsonReader.read(payload, wholeIsInt);
        } catch (EvaluationException e) {
            if (e.failure().kind() == EvaluationFailure.Kind.PAYLOAD_NOT_JSON) {
                return passedThrough(payload);
            }
            throw e;
        }
        return fired(value, payload);
    }

    /** A value that SELECT made of that payload. */
    static RuleOutcome of(Value value, ByteBuffer payload, RuleStatement statement) {
        if (value instanceof ArrayValue && statement.version() == SqlVersion.V2015_10_08) {
            throw new EvaluationException(
                    EvaluationFailure.Kind.ARRAY_RESULT,
                    "the result is an array, which SQL version 2015-10-08 cannot output; set"
                            + " awsIotSqlVersion to 2016-03-23");
        }
        boolean emptyString =
                value.isUndefined()
                        && statement.policy().undefinedAlone()
                                == SqlPolicy.UndefinedAlone.EMPTY_STRING;
        return fired(emptyString ? new StringValue("") : value, payload);
    }

    private static RuleOutcome fired(Value value, ByteBuffer payload) {
        int room = Math.min(payload.remaining(), MOST_ROOM) + ROOM_FOR_MORE;
        ByteBuffer bytes = JsonWriter.bytes(value, SqlLimits.RESULT_LENGTH, room);
        return RuleOutcome.fired(
                bytes,
                () ->
                        value instanceof ArrayValue array
                                ? Optional.of(serialised(array))
                                : Optional.empty());
    }

    private static Optional<List<ByteBuffer>> elementsOf(ByteBuffer payload) {
        try {
            return JsonReader.read(payload, false) instanceof ArrayValue array
                    ? Optional.of(serialised(array))
                    : Optional.empty();
        } catch (EvaluationException e) {
            return Optional.empty(); // not JSON, so no array
        }
    }

    private static List<ByteBuffer> serialised(ArrayValue array) {
        List<ByteBuffer> elements = new ArrayList<>(array.elements().size());
        for (Value element : array.elements()) {
            elements.add(JsonWriter.bytes(element, Integer.MAX_VALUE).asReadOnlyBuffer());
        }
        return elements;
    }
}
