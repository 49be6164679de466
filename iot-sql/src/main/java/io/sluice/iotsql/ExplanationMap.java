/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import io.sluice.iotsql.value.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An explanation as programs read it. */
final class ExplanationMap {

    private ExplanationMap() {}

    static Map<String, Object> of(Explanation explanation) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("fires", explanation.fires());
        map.put("summary", explanation.summary());
        map.put("topic", topic(explanation.topic()));
        List<Map<String, Object>> parts =
                explanation.parts().stream().map(ExplanationMap::part).toList();
        map.put("parts", parts);
        map.put("outcome", outcome(explanation.outcome()));
        return map;
    }

    private static Map<String, Object> topic(Explanation.TopicMatch topic) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("matched", topic.matched());
        map.put("topic", topic.topic());
        map.put("filter", topic.filter());
        if (!topic.matched()) {
            map.put("level", topic.level());
            map.put("wanted", topic.wanted());
            map.put("found", topic.found());
        }
        map.put("reason", topic.reason());
        return map;
    }

    private static Map<String, Object> part(Explanation.Part part) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("clause", part.clause());
        map.put("depth", part.depth());
        map.put("text", part.text());
        map.put("line", part.line());
        map.put("column", part.column());
        map.put("value", part.value());
        map.put("undefined", part.undefined());
        return map;
    }

    private static Map<String, Object> outcome(RuleOutcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", outcome.kind().name());
        outcome.failure()
                .ifPresent(
                        failure -> {
                            map.put("failure", failure.kind().name());
                            map.put("message", failure.message());
                            map.put("line", failure.line());
                            map.put("column", failure.column());
                        });
        if (outcome.kind() == RuleOutcome.Kind.FIRED) {
            ByteBuffer payload = outcome.payload();
            map.put("bytes", payload.remaining());
            String text = JsonReader.utf8(payload);
            if (text != null) {
                map.put("payload", text);
            } else {
                ByteBuffer base64 = Base64.getEncoder().encode(payload);
                map.put("payloadBase64", StandardCharsets.ISO_8859_1.decode(base64).toString());
            }
        }
        return map;
    }
}
