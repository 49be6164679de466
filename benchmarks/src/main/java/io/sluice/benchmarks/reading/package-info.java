/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is published in a measurement, and how its age is read off it at the other end. */
@NullMarked
package io.sluice.benchmarks.reading;

import org.jspecify.annotations.NullMarked;
