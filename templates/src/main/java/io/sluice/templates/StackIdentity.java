/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a stack is called and where it is, and the names that follow from that. The names of its
 * resources are the same in every run.
 *
 * @param name of the stack
 * @param region such as {@code eu-central-1}
 * @param accountId twelve digits
 * @param unique what tells it from earlier stacks of the same name; part of the stack's ARN alone
 */
public record StackIdentity(String name, String region, String accountId, String unique) {

    private static final int HASH_LENGTH = 12;
    private static final int MAX_NAME_LENGTH = 63;

    /** A stack that need not be told from another of its name. */
    public StackIdentity(String name, String region, String accountId) {
        this(name, region, accountId, "");
    }

    /** The stack's ARN. */
    public String id() {
        return "arn:aws:cloudformation:"
                + region
                + ":"
                + accountId
                + ":stack/"
                + name
                + "/"
                + (unique.isEmpty() ? hash(name).toLowerCase(Locale.ROOT) : unique);
    }

    /** A name for a resource that was given none: {@code STACK-LOGICALID-HASH}. */
    public String nameFor(String logicalId) {
        String hash = hash(logicalId);
        String text = name + "-" + logicalId;
        int room = MAX_NAME_LENGTH - HASH_LENGTH - 1;
        return (text.length() > room ? text.substring(0, room) : text) + "-" + hash;
    }

    /** Twelve characters that depend on stack, account, region and {@code text}. */
    public String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    (name + "/" + region + "/" + accountId + "/" + text)
                                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
