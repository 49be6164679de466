/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sluice.localaws.access.Access;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a policy allows, an entry for each pair of an action and a resource. Conditions are not
 * looked at, and a policy with anything but Allow is not read.
 *
 * <p>Source: IAM User Guide, "IAM JSON policy elements: Resource": an asterisk stands for any text
 * and a question mark for any character.
 */
record Grants(List<Grant> all) {

    record Grant(String action, String resource) {

        boolean allows(Access access) {
            return matches(action, access.action()) && matches(resource, access.resource());
        }

        private static boolean matches(String pattern, String text) {
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < pattern.length(); i++) {
                char one = pattern.charAt(i);
                regex.append(
                        one == '*' ? ".*" : one == '?' ? "." : Pattern.quote(String.valueOf(one)));
            }
            return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
        }
    }

    /** Of a policy document without functions in it. */
    static Grants of(JsonNode document) {
        List<Grant> all = new ArrayList<>();
        for (JsonNode statement : document.path("Statement")) {
            if (!statement.path("Effect").asText().equals("Allow")
                    || statement.has("NotAction")
                    || statement.has("NotResource")) {
                throw new IllegalArgumentException("not read: " + statement);
            }
            for (String action : texts(statement.path("Action"))) {
                for (String resource : texts(statement.path("Resource"))) {
                    all.add(new Grant(action, resource));
                }
            }
        }
        return new Grants(all);
    }

    /** Those accesses that no grant allows. */
    List<Access> refused(Collection<Access> accesses) {
        return accesses.stream()
                .filter(access -> all.stream().noneMatch(grant -> grant.allows(access)))
                .toList();
    }

    /** Those grants that no access has used. */
    List<Grant> unused(Collection<Access> accesses) {
        return all.stream().filter(grant -> accesses.stream().noneMatch(grant::allows)).toList();
    }

    private static List<String> texts(JsonNode node) {
        return (node instanceof ArrayNode array ? array.valueStream() : Stream.of(node))
                .map(JsonNode::asText)
                .toList();
    }
}
