/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mqtt;

import io.sluice.toolkit.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key that is not encrypted from PEM: PKCS #8 ({@code PRIVATE KEY}, RSA or EC), or
 * PKCS #1 ({@code RSA PRIVATE KEY}), which is what AWS IoT hands out.
 */
final class PemPrivateKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");

    /**
     * AlgorithmIdentifier of rsaEncryption with NULL parameters (RFC 8017, appendix C), behind
     * version 0 (RFC 5208).
     */
    private static final byte[] VERSION_AND_RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PemPrivateKey() {}

    /**
     * Reads the first private key of the file.
     *
     * @param name the file's key in the configuration
     * @throws TlsFilesException if there is none that can be read; the message says what to do
     */
    static PrivateKey read(Path file, String name) {
        String pem;
        try {
            pem = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsFilesException(
                    "Cannot read " + name + " " + file + " (" + Reason.of(e) + ")", e);
        }
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw unreadable(name, file, "no PRIVATE KEY block in it", null);
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw unreadable(name, file, "its base64 is broken", e);
        }
        return switch (block.group(1)) {
            case "PRIVATE KEY" -> key(name, file, der);
            case "RSA PRIVATE KEY" -> key(name, file, pkcs8(der));
            default -> throw unreadable(name, file, "it is a " + block.group(1), null);
        };
    }

    private static PrivateKey key(String name, Path file, byte[] pkcs8) {
        GeneralSecurityException last = null;
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw unreadable(name, file, "no RSA or EC key in it", last);
    }

    private static byte[] pkcs8(byte[] pkcs1) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(VERSION_AND_RSA);
        content.writeBytes(tagged(OCTET_STRING, pkcs1));
        return tagged(SEQUENCE, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (content.length < 0x80) {
            der.write(content.length);
        } else {
            der.write(0x82);
            der.write(content.length >> 8);
            der.write(content.length);
        }
        der.writeBytes(content);
        return der.toByteArray();
    }

    private static TlsFilesException unreadable(
            String name,
            Path file,
            String why,
            @org.jspecify.annotations.Nullable Exception cause) {
        return new TlsFilesException(
                "Cannot use "
                        + name
                        + " "
                        + file
                        + ": "
                        + why
                        + "; convert it with 'openssl pkcs8 -topk8 -nocrypt -in KEY -out KEY.pem'",
                cause);
    }
}
