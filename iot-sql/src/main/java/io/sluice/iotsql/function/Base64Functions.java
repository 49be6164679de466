/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.JsonReader;
import io.sluice.iotsql.value.StringValue;
import io.sluice.iotsql.value.Value;
import io.sluice.iotsql.value.Work;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** {@code encode} and {@code decode}; the whole payload is encoded by {@link #encode}. */
public final class Base64Functions {

    private static final int PROTOBUF_ARGUMENTS = 6;

    private Base64Functions() {}

    static void register(FunctionTable table) {
        table.addSince2016("encode", 2, 2, Base64Functions::encode);
        table.addSince2016("decode", 2, PROTOBUF_ARGUMENTS, Base64Functions::decode);
    }

    /** The bytes as base64, if that is the scheme; else Undefined. */
    public static Value encode(ByteBuffer bytes, Value scheme, FunctionContext context) {
        if (!isBase64(scheme)) {
            return AbsentValue.UNDEFINED;
        }
        // checked before it is made: four characters for three bytes
        Work.requireLength((bytes.remaining() + 2L) / 3 * 4);
        ByteBuffer encoded = Base64.getEncoder().encode(bytes);
        return context.string(StandardCharsets.ISO_8859_1.decode(encoded).toString());
    }

    private static Value encode(Value[] arguments, FunctionContext context) {
        String text = context.text(arguments[0]);
        return text == null
                ? AbsentValue.UNDEFINED
                : encode(
                        ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                        arguments[1],
                        context);
    }

    private static Value decode(Value[] arguments, FunctionContext context) {
        if (arguments.length == PROTOBUF_ARGUMENTS
                && arguments[1] instanceof StringValue scheme
                && scheme.text().equals("proto")) {
            throw ExternalFunctions.refusal("decode(..., 'proto', ...)", "Amazon S3");
        }
        if (arguments.length != 2 || !isBase64(arguments[1])) {
            return AbsentValue.UNDEFINED;
        }
        String text = context.text(arguments[0]);
        if (text == null) {
            return AbsentValue.UNDEFINED;
        }
        String decoded = decoded(text);
        if (decoded == null) {
            return AbsentValue.NULL;
        }
        Value json = json(decoded, context);
        return json == null ? context.string(decoded) : json;
    }

    /** An object or array that the text holds; null if it holds none. */
    private static @Nullable Value json(String text, FunctionContext context) {
        String trimmed = text.stripLeading();
        if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
            return null;
        }
        try {
            return JsonReader.read(text, context.wholeIsInt());
        } catch (EvaluationException e) {
            if (e.failure().kind() == EvaluationFailure.Kind.PAYLOAD_NOT_JSON) {
                return null;
            }
            throw e;
        }
    }

    private static @Nullable String decoded(String base64) {
        try {
            return JsonReader.utf8(ByteBuffer.wrap(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            return null; // not base64
        }
    }

    private static boolean isBase64(Value scheme) {
        return scheme instanceof StringValue name && name.text().equals("base64");
    }
}
