/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A stand-in for Amazon Data Firehose that only counts: what a measurement sends is over TLS, as
 * AWS takes it, and is answered as AWS answers, at next to no CPU. No quotas, no failures, nothing
 * is kept.
 */
@NullMarked
package io.sluice.benchmarks.firehose;

import org.jspecify.annotations.NullMarked;
