/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opaque ids of accepted records, as long as AWS's (some 200 characters), since clients pay for
 * reading them. Unique, cheap, and nothing else is promised.
 */
final class RecordIds {

    private static final AtomicLong NEXT = new AtomicLong();
    private static final String RUN = UUID.randomUUID().toString().replace("-", "");
    // with the 16 digits of the number: 208 characters
    private static final String FILLER = RUN.repeat(6);

    private RecordIds() {}

    static String next() {
        String number = Long.toHexString(NEXT.incrementAndGet());
        return "0".repeat(Long.BYTES * 2 - number.length()) + number + FILLER;
    }
}
