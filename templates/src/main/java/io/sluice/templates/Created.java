/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

import java.util.Map;

/**
 * What other resources see of a resource.
 *
 * @param ref what {@code Ref} gives
 * @param attributes what {@code Fn::GetAtt} gives, by attribute
 */
public record Created(String ref, Map<String, String> attributes) {}
