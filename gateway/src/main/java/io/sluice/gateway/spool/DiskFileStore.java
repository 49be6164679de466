/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.toolkit.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A directory of a real file system. */
final class DiskFileStore implements FileStore {

    private static final String LOCK = "lock";

    /**
     * The directories that this process holds. Asked before the lock file is opened: closing any
     * channel of a file gives up all POSIX locks that the process has on it.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;

    DiskFileStore(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public Closeable lock(List<String> folders) {
        try {
            Files.createDirectories(directory);
            for (String folder : folders) {
                Files.createDirectories(directory.resolve(folder));
            }
            return lock(directory.toRealPath());
        } catch (IOException e) {
            throw notWritable(Reason.of(e), e);
        }
    }

    private Closeable lock(Path real) throws IOException {
        if (!HELD_HERE.add(real)) {
            throw inUse(Long.toString(ProcessHandle.current().pid()));
        }
        boolean done = false;
        try {
            FileChannel channel =
                    FileChannel.open(
                            real.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                String pid = Files.readString(real.resolve(LOCK)).trim();
                channel.close();
                throw inUse(pid.isEmpty() ? "unknown" : pid);
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid), 0);
            done = true;
            return () -> {
                channel.close();
                HELD_HERE.remove(real);
            };
        } finally {
            if (!done) {
                HELD_HERE.remove(real);
            }
        }
    }

    private SpoolException inUse(String pid) {
        return new SpoolException(
                "Another gateway (pid "
                        + pid
                        + ") is using the spool directory "
                        + directory
                        + "; stop it, or give this one a directory of its own");
    }

    private SpoolException notWritable(String reason, IOException cause) {
        return new SpoolException(
                "Cannot use the spool directory "
                        + directory
                        + " ("
                        + reason
                        + "); it must be a directory that user "
                        + System.getProperty("user.name")
                        + " may write",
                cause);
    }

    @Override
    public List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }

    @Override
    public StoredFile create(String name) throws IOException {
        return channel(
                name,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    @Override
    public StoredFile open(String name) throws IOException {
        return channel(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private StoredFile channel(String name, OpenOption... options) throws IOException {
        return new DiskFile(FileChannel.open(directory.resolve(name), options));
    }

    /** A file of any folder, to be read only. */
    static StoredFile openForReading(Path file) throws IOException {
        return new DiskFile(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void move(String from, String to) throws IOException {
        Files.move(
                directory.resolve(from),
                directory.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        try (FileChannel channel =
                FileChannel.open(directory.resolve(folder), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public String describe(String name) {
        return directory.resolve(name).toString();
    }

    /** A file channel that finishes what it begins. */
    private record DiskFile(FileChannel channel) implements StoredFile {

        /**
         * The JDK copies what it writes into a direct buffer of the same size and keeps that for
         * the thread: large payloads go in slices.
         */
        private static final int SLICE = 1 << 20;

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(long at, ByteBuffer target) throws IOException {
            int end = target.limit();
            int total = 0;
            while (target.position() < end) {
                target.limit(Math.min(end, target.position() + SLICE));
                int n = channel.read(target, at + total);
                if (n < 0) {
                    break;
                }
                total += n;
            }
            target.limit(end);
            return total;
        }

        @Override
        public void write(long at, ByteBuffer source) throws IOException {
            int end = source.limit();
            long to = at;
            while (source.position() < end) {
                source.limit(Math.min(end, source.position() + SLICE));
                to += channel.write(source, to);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
