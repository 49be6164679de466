/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.pack;

import io.sluice.gateway.outlet.OutboundRecord;
import java.util.List;

/**
 * A record and the readings in it.
 *
 * @param record what goes out
 * @param readings what went in, in order, at least one
 */
public record PackedRecord<T>(OutboundRecord record, List<T> readings) {}
