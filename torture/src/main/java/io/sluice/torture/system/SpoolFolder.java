/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The spool of a gateway that does not run, read from its files as their format (version 1, in the
 * gateway's package {@code spool}) says: what each lane had not released.
 */
public final class SpoolFolder {

    private static final String SEGMENT = ".segment";
    private static final int HEADER_BYTES = 24;
    private static final int HEAD_BYTES = 12;
    private static final int MARKER = 0x51C1CE01;
    private static final int CURSOR_MAGIC = 0x534C4331;
    private static final int SLOT_DISTANCE = 512;

    private final Path folder;

    /**
     * A record on disk.
     *
     * @param segment its file
     * @param offset where it begins in the file, in bytes
     * @param bytes how long it is, its head included
     * @param position where it begins in the log
     * @param topic its topic
     * @param payload its payload, as text
     */
    public record Stored(
            Path segment, int offset, int bytes, long position, String topic, String payload) {}

    SpoolFolder(Path folder) {
        this.folder = folder;
    }

    /** The segments, oldest first. */
    public List<Path> segments() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SEGMENT)).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + folder, e);
        }
    }

    /** Puts the beginning of a record behind the last one, as an interrupted write leaves it. */
    public void tear() throws IOException {
        List<Path> segments = segments();
        Path last = segments.get(segments.size() - 1);
        ByteBuffer torn = ByteBuffer.allocate(60);
        torn.putInt(marker(base(last) + Files.size(last))).putInt(0).putInt(300);
        Files.write(last, torn.array(), StandardOpenOption.APPEND);
    }

    /** Removes all of it. */
    public void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("deleting " + folder, e);
        }
    }

    /** What a lane had not released, oldest first. */
    public List<Stored> unreleased(String lane) {
        long released = released(lane);
        List<Stored> records = new ArrayList<>();
        List<Path> segments = segments();
        for (int i = 0; i < segments.size(); i++) {
            long limit = i + 1 < segments.size() ? base(segments.get(i + 1)) : Long.MAX_VALUE;
            read(segments.get(i), released, limit, records);
        }
        return records;
    }

    /** Where a lane has come to; 0 if it has no cursor. */
    private long released(String lane) {
        byte[] slots;
        try {
            slots = Files.readAllBytes(folder.resolve("cursors").resolve(lane + ".cursor"));
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("reading the cursor of " + lane, e);
        }
        ByteBuffer buffer = ByteBuffer.wrap(slots);
        long sequence = -1;
        long position = 0;
        for (int at = 0; at + 24 <= slots.length; at += SLOT_DISTANCE) {
            if (buffer.getInt(at) == CURSOR_MAGIC && buffer.getLong(at + 4) > sequence) {
                sequence = buffer.getLong(at + 4);
                position = buffer.getLong(at + 12);
            }
        }
        return position;
    }

    private static long base(Path segment) {
        return Long.parseLong(String.valueOf(segment.getFileName()).replace(SEGMENT, ""));
    }

    private static void read(Path segment, long from, long limit, List<Stored> into) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(segment);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + segment, e);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long base = base(segment);
        int at = HEADER_BYTES;
        while (at + HEAD_BYTES <= bytes.length && base + at < limit) {
            long position = base + at;
            int length = buffer.getInt(at + 8);
            int whole = HEAD_BYTES + length;
            if (buffer.getInt(at) != marker(position) || length < 0 || at + whole > bytes.length) {
                return; // the tail that the kill has torn
            }
            if (position >= from) {
                into.add(stored(segment, buffer, at, whole, position));
            }
            at += whole;
        }
    }

    private static Stored stored(Path segment, ByteBuffer bytes, int at, int whole, long position) {
        int body = at + HEAD_BYTES;
        boolean hasProperties = (bytes.get(body) & 8) != 0;
        int topicLength = bytes.getShort(body + 9) & 0xffff;
        int next = body + 11 + topicLength;
        String topic = text(bytes, body + 11, body + 11 + topicLength);
        if (hasProperties) {
            next += 4 + bytes.getInt(next);
        }
        String payload = text(bytes, next, at + whole);
        return new Stored(segment, at, whole, position, topic, payload);
    }

    private static String text(ByteBuffer bytes, int from, int to) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate().position(from).limit(to)).toString();
    }

    private static int marker(long position) {
        return MARKER ^ (int) ((position * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
