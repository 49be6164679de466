/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON structure of a request. A member of the wrong JSON type is a {@code
 * SerializationException}, a {@code null} counts as absent.
 */
public final class Members {

    private final ObjectNode node;
    private final String path;
    private final String written; // the same place, as whoever asks has written it

    private Members(ObjectNode node, String path, String written) {
        this.node = node;
        this.path = path;
        this.written = written;
    }

    /** The members of a whole request. */
    public static Members of(ObjectNode request) {
        return new Members(request, "", "");
    }

    /** The structure as it was sent. */
    public ObjectNode json() {
        return node;
    }

    /** Where a member is, as AWS writes it: {@code extendedS3DestinationConfiguration.prefix}. */
    public String pathOf(String name) {
        String member = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        return path.isEmpty() ? member : path + "." + member;
    }

    private String writtenPathOf(String name) {
        return written.isEmpty() ? name : written + "." + name;
    }

    /** Whether the member is there and not {@code null}. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** A text, or {@code null} if it is not there. */
    public @Nullable String text(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrongType(name, value, "String");
        }
        return value.textValue();
    }

    /** A whole number, or {@code null} if it is not there. */
    public @Nullable Integer integer(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrongType(name, value, "Integer");
        }
        return value.intValue();
    }

    /** A truth value, or {@code absent} if it is not there. */
    public boolean flag(String name, boolean absent) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw wrongType(name, value, "Boolean");
        }
        return value.booleanValue();
    }

    /** A structure, or {@code null} if it is not there. */
    public @Nullable Members structure(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            throw wrongType(name, value, "structure");
        }
        return new Members(object, pathOf(name), writtenPathOf(name));
    }

    /**
     * Refuses every member that is not in {@code known}.
     *
     * @param unsupported members that AWS knows and local AWS does not, with what they would do
     */
    public void allow(Set<String> known, Map<String, String> unsupported) {
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            String what = unsupported.get(name);
                            if (what != null && has(name)) {
                                throw AwsFailure.unsupported(
                                        "'" + writtenPathOf(name) + "' (" + what + ")");
                            }
                            if (what == null && !known.contains(name)) {
                                throw AwsFailure.invalidArgument(
                                        "'" + writtenPathOf(name) + "' is not a known member.");
                            }
                        });
    }

    private AwsFailure wrongType(String name, JsonNode value, String expected) {
        return AwsFailure.serialization(
                value.getNodeType()
                        + "_VALUE can not be converted to a "
                        + expected
                        + " at '"
                        + pathOf(name)
                        + "'");
    }
}
