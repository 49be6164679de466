/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.message.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives a reading its name without any SQL: the value of a user property becomes the last member of
 * the payload's JSON object. All other bytes stay as they came. What is no JSON object, or has the
 * member already, leaves as it came. Any thread.
 */
public final class AppendedId implements ReadingRule {

    /** The member. */
    public static final String MEMBER = "sluice_id";

    private static final JsonFactory JSON = new JsonFactory();

    private final String property;
    private final Runnable leftAlone;

    /**
     * @param property the user property that holds the name
     * @param leftAlone called for each reading that leaves without its name
     */
    public AppendedId(String property, Runnable leftAlone) {
        this.property = property;
        this.leftAlone = leftAlone;
    }

    @Override
    public RuleResult apply(String topic, Payload payload, MessageProperties properties) {
        for (UserProperty one : properties.userProperties()) {
            if (one.name().equals(property)) {
                return RuleResult.fired(with(payload, one.value()));
            }
        }
        leftAlone.run();
        return RuleResult.fired(payload);
    }

    private Payload with(Payload payload, String id) {
        byte[] bytes = payload.toByteArray();
        int members = members(bytes);
        if (members < 0) {
            leftAlone.run();
            return payload;
        }
        byte[] member =
                ((members == 0 ? "" : ",")
                                + "\""
                                + MEMBER
                                + "\":\""
                                + new String(JsonStringEncoder.getInstance().quoteAsString(id))
                                + "\"")
                        .getBytes(StandardCharsets.UTF_8);
        int brace = bytes.length - 1;
        while (bytes[brace] != '}') {
            brace--; // white space
        }
        byte[] all = Arrays.copyOf(bytes, bytes.length + member.length);
        System.arraycopy(member, 0, all, brace, member.length);
        System.arraycopy(bytes, brace, all, brace + member.length, bytes.length - brace);
        return Payload.of(all);
    }

    /** How many members the one object has; -1 if it is not one, or has a name already. */
    private static int members(byte[] bytes) {
        if (!beginsAnObject(bytes)) {
            return -1;
        }
        try (JsonParser json = JSON.createParser(bytes)) {
            json.nextToken();
            int members = 0;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (json.currentName().equals(MEMBER)) {
                    return -1;
                }
                members++;
                json.nextToken();
                json.skipChildren();
            }
            return json.nextToken() == null ? members : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** UTF-8 without a byte order mark; the parser would take UTF-16 too. */
    private static boolean beginsAnObject(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && (bytes[at] == ' ' || isLineSpace(bytes[at]))) {
            at++;
        }
        return at + 1 < bytes.length && bytes[at] == '{' && bytes[at + 1] != 0;
    }

    private static boolean isLineSpace(byte one) {
        return one == '\t' || one == '\r' || one == '\n';
    }
}
