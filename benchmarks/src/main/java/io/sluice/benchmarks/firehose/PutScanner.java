/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.firehose;

import io.sluice.benchmarks.reading.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Counts what is in a PutRecord or PutRecordBatch without making a tree of it: looks for {@code
 * "Data":"}, decodes what follows, and counts the newlines in it, for each of them ends a reading.
 * For one thread, and for any number of calls one after the other.
 */
final class PutScanner {

    /**
     * Ingestion is billed per record, rounded up to a multiple of 5 KB.
     *
     * @see <a href="https://aws.amazon.com/firehose/pricing/">Amazon Data Firehose pricing</a>
     */
    private static final int BILLING_UNIT_BYTES = 5 * 1024;

    /**
     * The largest record and the largest call.
     *
     * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data
     *     Firehose Quota</a>
     */
    private static final int MOST_RECORD_BYTES = 1_000 * 1024;

    private static final int MOST_CALL_BYTES = 4 * 1024 * 1024;
    private static final int MOST_RECORDS = 500;

    private static final byte[] DATA = "\"Data\":\"".getBytes(StandardCharsets.US_ASCII);

    /** The six bits that a character of base64 stands for; below 0 for all others. */
    private static final int[] BITS = new int[256];

    static {
        Arrays.fill(BITS, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            BITS[alphabet.charAt(i)] = i;
        }
    }

    private byte[] decoded = new byte[1 << 16];

    // of the call that was scanned last
    private int records;
    private long payloadBytes;
    private long billedBytes;
    private int readings;
    private long[] stamps = new long[1 << 10];
    private int stampCount;

    /** A call that Firehose would refuse. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    /** Counts what is in a request's body, which is a part of {@code bytes}. */
    void scan(byte[] bytes, int from, int to) throws RefusedException {
        records = 0;
        payloadBytes = 0;
        billedBytes = 0;
        readings = 0;
        stampCount = 0;
        int at = afterData(bytes, from, to);
        while (at >= 0) {
            at = afterData(bytes, record(bytes, at, to), to);
        }
        require(records > 0, "no records");
        require(records <= MOST_RECORDS, "more than " + MOST_RECORDS + " records");
        require(payloadBytes <= MOST_CALL_BYTES, "Records size exceeds 4 MB limit");
    }

    private static void require(boolean so, String message) throws RefusedException {
        if (!so) {
            throw new RefusedException(message);
        }
    }

    /** Where the next record's base64 begins, or -1. */
    private static int afterData(byte[] bytes, int from, int to) {
        for (int at = from; at + DATA.length <= to; at++) {
            if (Arrays.equals(bytes, at, at + DATA.length, DATA, 0, DATA.length)) {
                return at + DATA.length;
            }
        }
        return -1;
    }

    /** Counts the record whose base64 begins here; returns where it ends. */
    private int record(byte[] bytes, int from, int to) throws RefusedException {
        int size = 0;
        int at = from;
        while (at + 4 <= to) {
            int bits =
                    BITS[bytes[at] & 0xff] << 18
                            | BITS[bytes[at + 1] & 0xff] << 12
                            | BITS[bytes[at + 2] & 0xff] << 6
                            | BITS[bytes[at + 3] & 0xff];
            if (bits < 0) {
                break;
            }
            size = put(bits, size);
            at += 4;
        }
        int left = 0;
        int bits = 0;
        while (at < to && BITS[bytes[at] & 0xff] >= 0) {
            bits = bits << 6 | BITS[bytes[at] & 0xff];
            left++;
            at++;
        }
        if (left > 0) {
            put(bits << (6 * (4 - left)), size);
            size += left - 1;
        }
        while (at < to && bytes[at] == '=') {
            left++;
            at++;
        }
        require(left % 4 == 0 && at < to && bytes[at] == '"', "a record that is not base64");
        count(size);
        return at;
    }

    private int put(int bits, int at) {
        if (at + 3 > decoded.length) {
            decoded = Arrays.copyOf(decoded, 2 * decoded.length);
        }
        decoded[at] = (byte) (bits >> 16);
        decoded[at + 1] = (byte) (bits >> 8);
        decoded[at + 2] = (byte) bits;
        return at + 3;
    }

    private void count(int size) throws RefusedException {
        require(size <= MOST_RECORD_BYTES, "a record of more than 1,000 KiB");
        records++;
        payloadBytes += size;
        billedBytes += billed(size);
        int begin = 0;
        for (int i = 0; i < size; i++) {
            if (decoded[i] == '\n') {
                readings++;
                stamp(Stamp.read(decoded, begin, i));
                begin = i + 1;
            }
        }
    }

    private void stamp(long micros) {
        if (micros == Stamp.NONE) {
            return;
        }
        if (stampCount == stamps.length) {
            stamps = Arrays.copyOf(stamps, 2 * stamps.length);
        }
        stamps[stampCount] = micros;
        stampCount++;
    }

    /** What a record of this size is billed as, in bytes. */
    static long billed(long size) {
        return (size + BILLING_UNIT_BYTES - 1) / BILLING_UNIT_BYTES * BILLING_UNIT_BYTES;
    }

    int records() {
        return records;
    }

    long payloadBytes() {
        return payloadBytes;
    }

    long billedBytes() {
        return billedBytes;
    }

    /** Newlines in the records. */
    int readings() {
        return readings;
    }

    /** How many readings say when they were published. */
    int stamps() {
        return stampCount;
    }

    /** When one of them was published, in microseconds since 1970. */
    long stamp(int index) {
        return stamps[index];
    }
}
