/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A directory in memory that fails as disks do. It knows what was synced: {@link #afterKill} is
 * what a new process finds after {@code kill -9}, {@link #afterPowerCut} what is left when all that
 * was not synced may be gone, torn or zeros. The store itself is dead afterwards: nothing that is
 * still running on it can change anything.
 */
final class FaultyFileStore implements FileStore {

    /** What a disk writes whole or not at all. */
    private static final int SECTOR_BYTES = 512;

    private static final String NO_SPACE = "No space left on device";

    private final Map<String, Content> files = new HashMap<>();
    private final Map<String, Content> syncedNames = new HashMap<>();
    private final Map<String, String> unsyncedMoves = new HashMap<>();
    private int operationsLeft = Integer.MAX_VALUE;
    private boolean dead;
    private boolean locked;
    private int failingForces;
    private int failingWrites;
    private boolean readOnly;
    private long bytesLeft = Long.MAX_VALUE;
    private int forces;

    /** One file: what a process sees, and what a power cut leaves. */
    private static final class Content {
        byte[] now = new byte[0];
        byte[] synced = new byte[0];

        /** A sync has failed: the system believes its pages to be clean, and never writes them. */
        boolean lying;

        Content copy() {
            Content copy = new Content();
            copy.now = now.clone();
            copy.synced = now.clone();
            return copy;
        }
    }

    // faults

    /**
     * The next syncs fail, and those of the same files succeed afterwards without doing anything.
     */
    synchronized void failForces(int count) {
        failingForces = count;
    }

    /** The next writes are torn in the middle. */
    synchronized void failWrites(int count) {
        failingWrites = count;
    }

    /** Whether the next write fails. */
    synchronized boolean isFailingWrites() {
        return failingWrites > 0;
    }

    /** The disk is full when so many bytes more were written. */
    synchronized void leaveFree(long bytes) {
        bytesLeft = bytes;
    }

    /** Nothing can be written, created, cut or deleted. */
    synchronized void remount(boolean onlyForReading) {
        readOnly = onlyForReading;
    }

    /** After so many more changes of any kind nothing can be changed any more. */
    synchronized void dieAfter(int changes) {
        operationsLeft = changes;
    }

    /** How often a file was synced. */
    synchronized int forces() {
        return forces;
    }

    /** What a new process finds when the old one was killed now. */
    synchronized FaultyFileStore afterKill() {
        dead = true;
        FaultyFileStore next = new FaultyFileStore();
        files.forEach((name, content) -> next.put(name, content.copy()));
        return next;
    }

    /** What is found when the power was cut now; chance decides about all that was not synced. */
    synchronized FaultyFileStore afterPowerCut(Random chance) {
        dead = true;
        FaultyFileStore next = new FaultyFileStore();
        TreeSet<String> names = new TreeSet<>(files.keySet());
        names.addAll(syncedNames.keySet());
        Map<String, Boolean> moved = new HashMap<>();
        unsyncedMoves.forEach(
                (to, from) -> {
                    boolean done = chance.nextBoolean();
                    moved.put(to, done);
                    moved.put(from, done);
                });
        for (String name : names) {
            Content content = files.get(name);
            Content synced = syncedNames.get(name);
            Boolean decided = moved.get(name);
            Content left = (decided == null ? chance.nextBoolean() : decided) ? content : synced;
            if (content == synced) {
                left = content;
            }
            if (left != null) {
                Content found = new Content();
                found.now = whatIsLeft(left, chance);
                next.put(name, found.copy());
            }
        }
        return next;
    }

    private static byte[] whatIsLeft(Content content, Random chance) {
        byte[] synced = content.synced;
        byte[] now = content.now;
        int common = Math.min(synced.length, now.length);
        boolean appendedOnly = Arrays.equals(synced, 0, common, now, 0, common);
        if (!appendedOnly || now.length < synced.length) {
            return chance.nextBoolean() ? now.clone() : synced.clone();
        }
        int more = chance.nextInt(now.length - synced.length + 1);
        byte[] left = Arrays.copyOf(now, synced.length + more);
        if (chance.nextBoolean()) {
            int hole = left.length - chance.nextInt(more + 1);
            int sector = hole / SECTOR_BYTES * SECTOR_BYTES;
            Arrays.fill(left, Math.max(sector, synced.length), left.length, (byte) 0);
        }
        return left;
    }

    private void put(String name, Content content) {
        files.put(name, content);
        syncedNames.put(name, content);
    }

    // looking and meddling

    /** A copy of a file's bytes. */
    synchronized byte[] bytes(String name) throws IOException {
        return content(name).now.clone();
    }

    /** Puts a file there, as if it had always been there. */
    synchronized void put(String name, byte[] bytes) {
        Content content = new Content();
        content.now = bytes.clone();
        put(name, content.copy());
    }

    /** Names of the segments, oldest first. */
    synchronized List<String> segments() {
        return files.keySet().stream()
                .filter(name -> name.endsWith(".segment") && !name.contains("/"))
                .sorted()
                .toList();
    }

    // the store

    @Override
    public synchronized Closeable lock(List<String> folders) {
        if (locked) {
            throw new SpoolException("in use");
        }
        locked = true;
        return () -> locked = false;
    }

    @Override
    public synchronized List<String> names(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return files.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(name -> !name.contains("/"))
                .toList();
    }

    @Override
    public synchronized StoredFile create(String name) throws IOException {
        checkWritable();
        if (files.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        files.put(name, new Content());
        return new Open(content(name));
    }

    @Override
    public synchronized StoredFile open(String name) throws IOException {
        return new Open(content(name));
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        checkWritable();
        files.remove(name);
    }

    /** In one step: a power cut leaves the one name or the other. */
    @Override
    public synchronized void move(String from, String to) throws IOException {
        checkWritable();
        Content content = content(from);
        files.remove(from);
        files.put(to, content);
        unsyncedMoves.put(to, from);
    }

    @Override
    public synchronized void syncFolder(String folder) throws IOException {
        checkWritable();
        unsyncedMoves
                .entrySet()
                .removeIf(
                        move -> {
                            boolean synced =
                                    folderOf(move.getKey()).equals(folder)
                                            || folderOf(move.getValue()).equals(folder);
                            if (synced) {
                                syncedNames.remove(move.getValue());
                                syncedNames.put(move.getKey(), files.get(move.getKey()));
                            }
                            return synced;
                        });
        syncedNames.keySet().removeIf(name -> folderOf(name).equals(folder));
        files.forEach(
                (name, content) -> {
                    if (folderOf(name).equals(folder)) {
                        syncedNames.put(name, content);
                    }
                });
    }

    private static String folderOf(String name) {
        return name.contains("/") ? name.substring(0, name.indexOf('/')) : TOP;
    }

    @Override
    public String describe(String name) {
        return name.isEmpty() ? "the spool" : name;
    }

    private Content content(String name) throws IOException {
        @Nullable Content content = files.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return content;
    }

    private void checkWritable() throws IOException {
        if (dead) {
            throw new IOException("killed");
        }
        if (readOnly) {
            throw new IOException("Read-only file system");
        }
        if (--operationsLeft < 0) {
            throw new IOException("killed");
        }
    }

    private final class Open implements StoredFile {

        private final Content content;

        Open(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            synchronized (FaultyFileStore.this) {
                return content.now.length;
            }
        }

        @Override
        public int read(long at, ByteBuffer target) throws IOException {
            synchronized (FaultyFileStore.this) {
                if (dead) {
                    throw new IOException("killed");
                }
                int length =
                        (int) Math.max(0, Math.min(content.now.length - at, target.remaining()));
                if (length > 0) {
                    target.put(content.now, (int) at, length);
                }
                return length;
            }
        }

        @Override
        public void write(long at, ByteBuffer source) throws IOException {
            synchronized (FaultyFileStore.this) {
                checkWritable();
                if (failingWrites > 0) {
                    failingWrites--;
                    put(at, source, source.remaining() / 2);
                    throw new IOException("Input/output error");
                }
                if (source.remaining() > bytesLeft) {
                    put(at, source, (int) bytesLeft);
                    bytesLeft = 0;
                    throw new IOException(NO_SPACE);
                }
                bytesLeft -= source.remaining();
                put(at, source, source.remaining());
            }
        }

        private void put(long at, ByteBuffer source, int length) {
            int end = (int) at + length;
            if (end > content.now.length) {
                content.now = Arrays.copyOf(content.now, end);
            }
            source.get(content.now, (int) at, length);
        }

        @Override
        public void force() throws IOException {
            synchronized (FaultyFileStore.this) {
                checkWritable();
                if (failingForces > 0) {
                    failingForces--;
                    content.lying = true;
                    throw new IOException("Input/output error");
                }
                forces++;
                if (!content.lying) {
                    content.synced = content.now.clone();
                }
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (FaultyFileStore.this) {
                checkWritable();
                content.now = Arrays.copyOf(content.now, (int) size);
            }
        }

        @Override
        public void close() {}
    }
}
