/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

/** A value depends on what this evaluation was not told: a resource, the stack, a parameter. */
final class NotKnown extends TemplateException {

    private static final long serialVersionUID = 1L;

    NotKnown(String place, String reason) {
        super(place + ": " + reason);
    }
}
