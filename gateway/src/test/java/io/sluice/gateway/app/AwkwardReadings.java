/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Payloads as devices send them on bad days; the same for the same seed. */
final class AwkwardReadings {

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "hello",
                    "{",
                    "{}",
                    " {\"t\": 30 , \"name\" : \"spaces\" }\n",
                    "{\"t\":30} trailing",
                    "{\"t\":30,}",
                    "\uFEFF{\"t\":31,\"name\":\"bom\"}",
                    "null",
                    "true",
                    "42",
                    "-0",
                    "1e400",
                    "\"text\"",
                    "[]",
                    "[1,2,3]",
                    "[{\"t\":25},{\"t\":26}]",
                    "[[1],{\"a\":[]},null]",
                    "{\"t\":21.50,\"n\":-0,\"big\":12345678901234567890123}",
                    "{\"t\":22,\"n\":-0.0,\"big\":99999999999999999999.99999999999999999999}",
                    "{\"t\":23,\"n\":1e400}",
                    "{\"t\":23,\"n\":-1E+400,\"big\":1e-400}",
                    "{\"t\":24,\"n\":0.1e1,\"big\":9007199254740993}",
                    "{\"t\":24,\"n\":100000000000000000000000000000000000000000}",
                    "{\"t\":25,\"t\":26,\"name\":\"twice\",\"name\":\"again\"}",
                    "{\"t\":27,\"name\":\"caf\u00e9 \u4e2d\u6587 \ud83d\ude00\"}",
                    "{\"t\":27,\"name\":\"\\ud83d\\ude00 \\u00e9 \\u0000 \\\\ \\/ \\n\"}",
                    "{\"t\":27,\"name\":\"\\ud800\"}",
                    "{\"t\":27,\"name\":\"\\udc00\\ud800 lone\"}",
                    "{\"t\":27,\"name\":\"\u2028\u2029\u0085\"}",
                    "{\"t\":28,\"\":\"empty key\",\"a b\":1,\"\u4e2d\":2}",
                    "{\"t\":28,\"nested\":{\"a\":{\"b\":{\"c\":[1,{\"d\":null}]}}}}",
                    "{\"t\":28,\"nested\":{\"a\":[]}}",
                    "{\"t\":28,\"nested\":\"no object\"}",
                    "{\"t\":\"28\",\"name\":12}",
                    "{\"t\":\"warm\",\"name\":\"a string for a number\"}",
                    "{\"t\":null,\"name\":null}",
                    "{\"t\":true}",
                    "{\"t\":29,\"arr\":[5,6,7],\"name\":[\"in\",\"an\",\"array\"]}",
                    "{\"t\":29,\"arr\":[],\"name\":{\"in\":\"an object\"}}",
                    "{\"t\":19,\"name\":\"cold\"}",
                    "{\"t\":20.000000000000000000001,\"name\":\"just warm\"}");

    private AwkwardReadings() {}

    /** So many payloads: each kind again and again, with readings that are as they should be. */
    static List<byte[]> some(int count) {
        Random random = new Random(7);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            payloads.add(one(i, random));
        }
        return payloads;
    }

    private static byte[] one(int i, Random random) {
        return switch (i % 8) {
            case 0, 1, 2 -> utf8(TEXTS.get((i / 8 * 3 + i % 8) % TEXTS.size()));
            case 3 -> bytes(random, random.nextInt(100));
            case 4 -> notUtf8(random);
            case 5 -> utf8(nested(random.nextInt(300)));
            default ->
                    utf8(
                            "{\"t\":%s,\"n\":%d,\"name\":\"d-%d\",\"nested\":{\"a\":{\"b\":%d}},\"arr\":[%d]}"
                                    .formatted(random.nextInt(1000) / 25.0, -i, i, i, i));
        };
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] notUtf8(Random random) {
        byte[] bytes = utf8("{\"t\":33,\"name\":\"a??z\"}");
        bytes[17] = (byte) (0x80 + random.nextInt(0x80));
        bytes[18] = (byte) (0x80 + random.nextInt(0x80));
        return bytes;
    }

    private static String nested(int depth) {
        return "{\"t\":34,\"nested\":"
                + "{\"a\":".repeat(depth)
                + "[".repeat(depth)
                + "]".repeat(depth)
                + "}".repeat(depth)
                + "}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
