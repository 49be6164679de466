/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON read and written the plain way, to compare with: maps, lists, strings, booleans, {@link
 * #NULL} and numbers, each made as it comes.
 */
final class ReferenceJson {

    /** JSON's null. */
    static final Object NULL = new Object();

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(2_000).build())
                    .build();

    private ReferenceJson() {}

    /** A number: what it is written as, and its value, null if it has none. */
    record Numeral(String text, @Nullable BigDecimal value) {}

    /** It is not JSON. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1;

        NotJson(@Nullable Exception cause) {
            super(cause);
        }
    }

    /** It nests too deeply. */
    static final class TooDeep extends Exception {
        private static final long serialVersionUID = 1;
    }

    static Object read(byte[] bytes, boolean wholeIsInt) throws NotJson, TooDeep {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            try (JsonParser parser = JSON.createParser(text)) {
                Object value = value(parser, parser.nextToken(), 0, wholeIsInt);
                if (parser.nextToken() != null) {
                    throw new NotJson(null);
                }
                return value;
            }
        } catch (IOException e) {
            throw new NotJson(e);
        }
    }

    private static Object value(
            JsonParser parser, @Nullable JsonToken token, int depth, boolean wholeIsInt)
            throws IOException, NotJson, TooDeep {
        if (token == null) {
            throw new NotJson(null);
        }
        return switch (token) {
            case START_OBJECT -> members(parser, depth, wholeIsInt);
            case START_ARRAY -> elements(parser, depth, wholeIsInt);
            case VALUE_STRING -> text(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NULL;
            default -> number(parser.getText(), wholeIsInt);
        };
    }

    private static Map<String, Object> members(JsonParser parser, int depth, boolean wholeIsInt)
            throws IOException, NotJson, TooDeep {
        bound(depth);
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = text(parser.currentName());
            members.put(name, value(parser, parser.nextToken(), depth + 1, wholeIsInt));
        }
        return members;
    }

    private static List<Object> elements(JsonParser parser, int depth, boolean wholeIsInt)
            throws IOException, NotJson, TooDeep {
        bound(depth);
        List<Object> elements = new ArrayList<>();
        JsonToken next = parser.nextToken();
        while (next != JsonToken.END_ARRAY) {
            elements.add(value(parser, next, depth + 1, wholeIsInt));
            next = parser.nextToken();
        }
        return elements;
    }

    private static void bound(int depth) throws TooDeep {
        if (depth >= SqlLimits.PAYLOAD_DEPTH) {
            throw new TooDeep();
        }
    }

    private static String text(String text) throws NotJson {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new NotJson(null);
        }
        return text;
    }

    /** The number of that text. */
    static Numeral number(String text, boolean wholeIsInt) {
        @Nullable BigDecimal value;
        try {
            value = text.length() > SqlLimits.NUMBER_LENGTH ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            value = null;
        }
        boolean decimal = text.matches(".*[.eE].*");
        if (decimal && wholeIsInt && value != null && isWhole(value)) {
            return new Numeral(value.toBigInteger().toString(), value);
        }
        return new Numeral(text, value);
    }

    private static boolean isWhole(BigDecimal value) {
        long digits = (long) value.precision() - value.scale();
        return value.signum() == 0
                || (digits > 0
                        && digits <= SqlLimits.DIGITS
                        && value.stripTrailingZeros().scale() <= 0);
    }

    static byte[] write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> members) {
            String before = "{";
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.append(before);
                write(member.getKey(), out);
                out.append(':');
                write(member.getValue(), out);
                before = ",";
            }
            out.append(members.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> elements) {
            String before = "[";
            for (Object element : elements) {
                out.append(before);
                write(element, out);
                before = ",";
            }
            out.append(elements.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            out.append('"');
            text.chars().forEach(c -> out.append(escaped((char) c)));
            out.append('"');
        } else if (value instanceof Numeral number) {
            out.append(number.text());
        } else {
            out.append(value == NULL ? "null" : value.toString());
        }
    }

    private static String escaped(char c) {
        int known = "\"\\\n\r\t\b\f".indexOf(c);
        if (known >= 0) {
            return "\\" + "\"\\nrtbf".charAt(known);
        }
        return c < 0x20 ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    }
}
