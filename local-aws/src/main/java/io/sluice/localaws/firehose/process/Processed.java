/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of a batch of records.
 *
 * @param records what goes on
 * @param failed what goes to the error prefix
 */
public record Processed(List<DataRecord> records, List<FailedRecord> failed) {

    static Processed collecting() {
        return new Processed(new ArrayList<>(), new ArrayList<>());
    }
}
