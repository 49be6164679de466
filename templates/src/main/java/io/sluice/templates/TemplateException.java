/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

/** A template cannot be read or deployed; the message names the place and the reason. */
public class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the place in the template and the reason. */
    public TemplateException(String message) {
        super(message);
    }

    /** With the place in the template and the reason. */
    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With the place in the template and the reason. */
    public static TemplateException at(String place, String reason) {
        return new TemplateException(place + ": " + reason);
    }
}
