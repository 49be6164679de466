/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Real processes for benchmarks and torture: how they start, are watched, and end. */
@NullMarked
package io.sluice.processes;

import org.jspecify.annotations.NullMarked;
