/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import java.util.Map;

/** Writes the answers of the Query protocol; arrays become lists of {@code member}. */
final class XmlAnswer {

    private static final int SERVICE_FAILED = 500;

    private final StringBuilder xml = new StringBuilder(1024);

    private XmlAnswer() {}

    static String of(String action, String namespace, ObjectNode result, String requestId) {
        XmlAnswer answer = new XmlAnswer();
        answer.xml.append('<').append(action).append("Response xmlns=\"").append(namespace);
        answer.xml.append("\">");
        answer.element(action + "Result", result);
        answer.xml.append("<ResponseMetadata><RequestId>").append(requestId);
        answer.xml.append("</RequestId></ResponseMetadata></").append(action).append("Response>");
        return answer.xml.toString();
    }

    static String of(AwsFailure failure, String namespace, String requestId) {
        XmlAnswer answer = new XmlAnswer();
        answer.xml.append("<ErrorResponse xmlns=\"").append(namespace).append("\"><Error><Type>");
        answer.xml.append(failure.httpStatus() < SERVICE_FAILED ? "Sender" : "Receiver");
        answer.xml.append("</Type><Code>").append(failure.code()).append("</Code><Message>");
        answer.text(failure.text());
        answer.xml.append("</Message></Error><RequestId>").append(requestId);
        answer.xml.append("</RequestId></ErrorResponse>");
        return answer.xml.toString();
    }

    private void element(String name, JsonNode value) {
        xml.append('<').append(name).append('>');
        if (value.isArray()) {
            value.forEach(item -> element("member", item));
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                element(entry.getKey(), entry.getValue());
            }
        } else {
            text(value.asText());
        }
        xml.append("</").append(name).append('>');
    }

    private void text(String text) {
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '<' -> xml.append("&lt;");
                                case '>' -> xml.append("&gt;");
                                case '&' -> xml.append("&amp;");
                                // a parser would make a newline of it
                                case '\r' -> xml.append("&#13;");
                                default -> xml.appendCodePoint(isXml(c) ? c : '?');
                            }
                        });
    }

    /** "Extensible Markup Language (XML) 1.0", section 2.2: the other characters cannot be told. */
    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= ' ' && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
