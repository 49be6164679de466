/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * AWS CloudFormation templates, read and evaluated: YAML with short tags or JSON, parameters with
 * their constraints, rules, mappings, conditions, outputs, and the intrinsic functions that need
 * nothing but the template. Nothing is deployed here: whoever creates a resource says what others
 * see of it ({@link io.sluice.templates.Created}). Begin with {@link
 * io.sluice.templates.Evaluation}.
 *
 * <p>Whatever the template holds, the only exception is {@link
 * io.sluice.templates.TemplateException}, and depth and size are bounded.
 */
@NullMarked
package io.sluice.templates;

import org.jspecify.annotations.NullMarked;
