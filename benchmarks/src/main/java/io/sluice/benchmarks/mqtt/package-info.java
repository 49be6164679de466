/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Publishes readings at next to no CPU, with prepared packets on plain sockets: to a broker, or in
 * the place of one.
 */
@NullMarked
package io.sluice.benchmarks.mqtt;

import org.jspecify.annotations.NullMarked;
