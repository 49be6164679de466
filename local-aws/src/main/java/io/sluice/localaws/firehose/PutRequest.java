/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import java.util.List;

/**
 * A PutRecord or PutRecordBatch that keeps to the API's limits.
 *
 * @param stream the stream's name
 * @param records the decoded records, at least one
 */
record PutRequest(String stream, List<byte[]> records) {}
