/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What happens to records between a stream and its destination: they are taken apart, handed to a
 * function, given keys, and ended with a delimiter, always in this order.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Transform source data" and "Partition streaming
 * data".
 */
@NullMarked
package io.sluice.localaws.firehose.process;

import org.jspecify.annotations.NullMarked;
