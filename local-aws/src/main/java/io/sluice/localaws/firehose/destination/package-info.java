/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Destinations that speak HTTP: how a batch is sent, and how its answer is read. Retrying and
 * backup are not done here.
 */
@NullMarked
package io.sluice.localaws.firehose.destination;

import org.jspecify.annotations.NullMarked;
