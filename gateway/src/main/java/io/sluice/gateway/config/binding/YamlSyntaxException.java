/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

/** The text is not YAML. The message says where and why, and quotes nothing of the text. */
public final class YamlSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    YamlSyntaxException(String message) {
        super(message);
    }
}
