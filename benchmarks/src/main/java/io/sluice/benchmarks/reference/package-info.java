/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the gateway is measured beside: the least that a subscriber can do, and what a user would
 * write in an afternoon. Each is a process of its own.
 */
@NullMarked
package io.sluice.benchmarks.reference;

import org.jspecify.annotations.NullMarked;
