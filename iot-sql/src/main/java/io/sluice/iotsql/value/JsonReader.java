/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.SqlLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as RFC 8259 has it: one value, valid UTF-8, no lone surrogates. The last of equal keys
 * wins. Builds without recursion, at most {@link SqlLimits#PAYLOAD_DEPTH} deep.
 */
public final class JsonReader {

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    // names of foreign payloads would fill the table of names
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    // one more, so that the bound is found here
                                    .maxNestingDepth(SqlLimits.PAYLOAD_DEPTH + 1)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private JsonReader() {}

    /**
     * Reads the bytes between position and limit.
     *
     * @param wholeIsInt see {@link NumberValue#ofText}
     * @throws EvaluationException of kind PAYLOAD_NOT_JSON or PAYLOAD_TOO_DEEP
     */
    public static Value read(ByteBuffer bytes, boolean wholeIsInt) {
        byte[] closed = new byte[bytes.remaining() + PlainJson.ZEROS];
        bytes.get(bytes.position(), closed, 0, bytes.remaining());
        Value plain = PlainJson.read(closed, wholeIsInt);
        if (plain != null) {
            return plain;
        }
        String text = utf8(bytes);
        if (text == null) {
            throw notJson("it is not valid UTF-8");
        }
        return read(text, wholeIsInt);
    }

    /** The text of valid UTF-8; null if it is not. */
    public static @Nullable String utf8(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        String text = new String(copy, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        try {
            // the sign may have been in the payload, or stand for what could not be read
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(copy)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * Reads a text.
     *
     * @param wholeIsInt see {@link NumberValue#ofText}
     * @throws EvaluationException of kind PAYLOAD_NOT_JSON or PAYLOAD_TOO_DEEP
     */
    public static Value read(String text, boolean wholeIsInt) {
        try (JsonParser parser = JSON.createParser(text)) {
            Value value = value(parser, wholeIsInt);
            if (parser.nextToken() != null) {
                throw notJson("more follows after its end");
            }
            return value;
        } catch (IOException e) {
            throw notJson(firstLine(e));
        }
    }

    private static Value value(JsonParser parser, boolean wholeIsInt) throws IOException {
        Deque<Container> open = new ArrayDeque<>();
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw notJson("it ends too soon");
            }
            Value complete;
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    if (open.size() >= SqlLimits.PAYLOAD_DEPTH) {
                        throw new EvaluationException(
                                EvaluationFailure.Kind.PAYLOAD_TOO_DEEP,
                                "the JSON nests deeper than "
                                        + SqlLimits.PAYLOAD_DEPTH
                                        + " levels");
                    }
                    open.push(new Container(token == JsonToken.START_OBJECT));
                    continue;
                }
                case FIELD_NAME -> {
                    open.element().name = checked(parser.currentName());
                    continue;
                }
                case END_OBJECT, END_ARRAY -> complete = open.pop().value();
                case VALUE_STRING -> complete = new StringValue(checked(parser.getText()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                        complete = NumberValue.ofText(parser.getText(), wholeIsInt);
                case VALUE_TRUE -> complete = BooleanValue.TRUE;
                case VALUE_FALSE -> complete = BooleanValue.FALSE;
                case VALUE_NULL -> complete = AbsentValue.NULL;
                default -> throw notJson("it has " + token);
            }
            Container parent = open.peek();
            if (parent == null) {
                return complete;
            }
            parent.add(complete);
        }
    }

    private static String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw notJson("a string has half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }

    private static EvaluationException notJson(String reason) {
        return new EvaluationException(
                EvaluationFailure.Kind.PAYLOAD_NOT_JSON, "the payload is not JSON: " + reason);
    }

    private static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.length() > 160 ? line.substring(0, 160) + "..." : line;
    }

    private static final class Container {
        private final @Nullable Members members;
        private final List<Value> elements;
        private String name = "";

        Container(boolean object) {
            members = object ? new Members(8) : null;
            elements = object ? List.of() : new ArrayList<>();
        }

        void add(Value value) {
            if (members == null) {
                elements.add(value);
            } else {
                members.put(new Name(name), value);
            }
        }

        Value value() {
            return members == null ? new ArrayValue(elements) : new ObjectValue(members);
        }
    }
}
