/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.value.AbsentValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of the UTF-8 of a string, as lower-case hexadecimal digits. */
final class HashFunctions {

    private HashFunctions() {}

    static void register(FunctionTable table) {
        table.add("md2", 1, hash("MD2"));
        table.add("md5", 1, hash("MD5"));
        table.add("sha1", 1, hash("SHA-1"));
        table.add("sha224", 1, hash("SHA-224"));
        table.add("sha256", 1, hash("SHA-256"));
        table.add("sha384", 1, hash("SHA-384"));
        table.add("sha512", 1, hash("SHA-512"));
    }

    private static SqlFunction hash(String algorithm) {
        return (arguments, context) -> {
            String text = context.text(arguments[0]);
            if (text == null) {
                return AbsentValue.UNDEFINED;
            }
            byte[] digest = digest(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return context.string(HexFormat.of().formatHex(digest));
        };
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + algorithm, e);
        }
    }
}
