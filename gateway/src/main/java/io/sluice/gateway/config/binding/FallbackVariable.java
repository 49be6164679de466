/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Environment variables of the wider world that give a key its value where neither the file nor the
 * key's own variable does, such as {@code AWS_REGION}. The first that is set counts.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface FallbackVariable {
    /** The names of the variables, in order of precedence. */
    String[] value();
}
