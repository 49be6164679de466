/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * The JSON of a PutRecordBatch, which is never held as a whole: each record is encoded a piece at a
 * time, into the room of the piece before. Never changed; any thread.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html">PutRecordBatch,
 *     request syntax</a>
 */
final class PutRecordBatchBody {

    static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private static final byte[] FIRST = ascii("{\"Data\":\"");
    private static final byte[] NEXT = ascii("\"},{\"Data\":\"");
    private static final byte[] LAST = ascii("\"}]}");
    private static final byte[] NONE = ascii("]}");

    /**
     * Bytes of a record that are encoded at once: so few that they stay in the processor's cache,
     * and a multiple of three, so that what they become joins without padding.
     */
    private static final int PIECE = 24 << 10;

    private final byte[] head;
    private final List<Record> records;
    private final long length;
    private final int largest;

    private PutRecordBatchBody(byte[] head, List<Record> records) {
        this.head = head;
        this.records = records;
        long bytes = (long) head.length + (records.isEmpty() ? NONE.length : LAST.length);
        int most = 0;
        byte[] before = FIRST;
        for (Record record : records) {
            int size = bytes(record).length;
            bytes += before.length + encodedBytes(size);
            most = Math.max(most, size);
            before = NEXT;
        }
        this.length = bytes;
        this.largest = most;
    }

    /** Of a call whose stream's name is one: letters, digits, and {@code _.-}. */
    static PutRecordBatchBody of(PutRecordBatchRequest call) {
        String head = "{\"DeliveryStreamName\":\"" + call.deliveryStreamName() + "\",\"Records\":[";
        return new PutRecordBatchBody(ascii(head), call.records());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(Record record) {
        return record.data().asByteArrayUnsafe();
    }

    private static int encodedBytes(int bytes) {
        return 4 * ((bytes + 2) / 3);
    }

    /** How many bytes. */
    long length() {
        return length;
    }

    /** From the first byte on; once to sign it, and once to send it. */
    InputStream stream() {
        return new Parts();
    }

    /** Head, then what stands before a record and the record, and so on, then the end. */
    private final class Parts extends InputStream {

        private final byte[] piece = new byte[Math.min(largest, PIECE)];
        private final byte[] room = new byte[encodedBytes(piece.length)];
        private int parts = 1;

        // the record under way, and how much of it has been encoded
        private byte[] record = {};
        private int encoded;

        // the part under way, which of a record is a piece
        private byte[] part = head;
        private int at;
        private int end = head.length;

        @Override
        public int read() {
            return at < end || turn() ? part[at++] : -1; // ASCII, so never negative
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, target.length);
            int read = 0;
            while (read < length && (at < end || turn())) {
                int bytes = Math.min(length - read, end - at);
                System.arraycopy(part, at, target, offset + read, bytes);
                at += bytes;
                read += bytes;
            }
            return read == 0 && length > 0 ? -1 : read;
        }

        /** To the next part that has bytes; false if there is none. */
        private boolean turn() {
            int last = 2 * records.size() + 1;
            do {
                if (encoded < record.length) {
                    encode();
                } else if (parts > last) {
                    return false;
                } else {
                    begin(parts++, last);
                }
            } while (at == end);
            return true;
        }

        private void begin(int number, int last) {
            at = 0;
            if (number < last && number % 2 == 0) {
                record = bytes(records.get(number / 2 - 1));
                encoded = 0;
                end = 0;
                return;
            }
            part = number < last ? (number == 1 ? FIRST : NEXT) : records.isEmpty() ? NONE : LAST;
            end = part.length;
        }

        private void encode() {
            int bytes = Math.min(record.length - encoded, piece.length);
            byte[] source = record;
            if (bytes < record.length) {
                source = bytes == piece.length ? piece : new byte[bytes];
                System.arraycopy(record, encoded, source, 0, bytes);
            }
            encoded += bytes;
            part = room;
            at = 0;
            end = Base64.getEncoder().encode(source, room);
        }
    }
}
