/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Binds a tree of text (YAML, with environment variables laid over it) to records, and reports
 * every problem at once. It knows nothing of Sluice's own keys.
 *
 * <p>The road: {@code YamlReader} makes a tree of {@code Node}s that remember their line, {@code
 * EnvironmentOverlay} lays variables over it, {@code Binder} turns it into records by what {@code
 * Setting} reads off their components.
 */
@NullMarked
package io.sluice.gateway.config.binding;

import org.jspecify.annotations.NullMarked;
