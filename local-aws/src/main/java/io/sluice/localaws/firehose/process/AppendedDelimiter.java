/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import java.util.Arrays;
import java.util.List;

/** Puts a delimiter behind every record, whether or not it has one already, as AWS does. */
final class AppendedDelimiter implements Processor {

    private final byte[] delimiter;

    AppendedDelimiter(byte[] delimiter) {
        this.delimiter = delimiter.clone();
    }

    @Override
    public void process(List<DataRecord> records, Processed into) {
        for (DataRecord record : records) {
            byte[] data = record.data();
            byte[] ended = Arrays.copyOf(data, data.length + delimiter.length);
            System.arraycopy(delimiter, 0, ended, data.length, delimiter.length);
            into.records().add(record.withData(ended));
        }
    }
}
