/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
@NullMarked
package io.sluice.benchmarks.firehose;

import org.jspecify.annotations.NullMarked;
