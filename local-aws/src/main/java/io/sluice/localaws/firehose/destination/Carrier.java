/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.destination;

import io.sluice.localaws.outside.OutboundHttp;
import io.sluice.localaws.outside.StandIns;

/**
 * How batches get there.
 *
 * @param http sends them
 * @param standIns where destinations are, and their secrets
 */
public record Carrier(OutboundHttp http, StandIns standIns) {}
