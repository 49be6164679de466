/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

/** How long it took from publication to acceptance, in milliseconds. */
record Latency(double p50, double p99, double p999) {}
