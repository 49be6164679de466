/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Whether readings that Firehose has accepted may still be on their way to the buckets: a journal
 * of the local AWS holds some ({@code DATA/firehose/STREAM/*.journal}), or a local AWS is alive on
 * the directory (it holds a lock on {@code DATA/local-aws.lock}).
 *
 * <p>Not for the process which itself runs the local AWS: where locks belong to processes (POSIX),
 * looking at one's own lock gives it up.
 */
final class PendingDelivery {

    private final Path data;

    PendingDelivery(Path data) {
        this.data = data;
    }

    boolean isPossible() throws IOException {
        return hasJournal() || isAlive();
    }

    private boolean hasJournal() throws IOException {
        Path streams = data.resolve("firehose");
        if (!Files.isDirectory(streams)) {
            return false;
        }
        try (Stream<Path> files =
                Files.find(streams, 2, (file, seen) -> isFilled(file, seen.size()))) {
            return files.findAny().isPresent();
        } catch (java.io.UncheckedIOException e) {
            // one was deleted while we looked, so there was one a moment ago
            return true;
        }
    }

    private static boolean isFilled(Path file, long size) {
        return size > 0 && file.toString().endsWith(".journal") && Files.isRegularFile(file);
    }

    private boolean isAlive() throws IOException {
        Path lockFile = data.resolve("local-aws.lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
